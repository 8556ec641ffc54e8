package dev.parlance.examples.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/** The tables of one service, and connections to them that wait for nothing longer than {@link #PATIENCE}. */
final class PostgresSchema {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String url;
    private final String name;
    private volatile boolean made;

    PostgresSchema(String url, String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("a schema's name has 1 to 41 of a-z, 0-9 and _, not " + name);
        }
        this.url = url;
        this.name = name;
    }

    /** What the schema is called, and the channel. */
    String name() {
        return name;
    }

    Connection connect(boolean autoCommit) throws SQLException {
        Properties properties = new Properties();
        String seconds = Long.toString(PATIENCE.toSeconds());
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketTimeout", Long.toString(PATIENCE.toSeconds() + 1));
        properties.setProperty("options", "-c search_path=" + name + " -c statement_timeout=" + PATIENCE.toMillis());
        Connection connection = DriverManager.getConnection(url, properties);
        try {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            if (!made) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(tables());
                }
                connection.commit();
                made = true;
            }
            connection.setAutoCommit(autoCommit);
            return connection;
        } catch (SQLException e) {
            abort(connection);
            throw e;
        }
    }

    private String tables() {
        return """
            SELECT pg_advisory_xact_lock(hashtextextended('parlance', 0));
            CREATE SCHEMA IF NOT EXISTS %1$s;
            CREATE TABLE IF NOT EXISTS %1$s.kept (key text COLLATE "C" PRIMARY KEY, value bytea NOT NULL, until timestamptz);
            CREATE INDEX IF NOT EXISTS kept_until ON %1$s.kept (until) WHERE until IS NOT NULL;
            CREATE TABLE IF NOT EXISTS %1$s.told (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body bytea NOT NULL,
                at timestamptz NOT NULL DEFAULT clock_timestamp());
            CREATE INDEX IF NOT EXISTS told_at ON %1$s.told (at);
            """.formatted(name);
    }

    /** Closes without waiting for whoever uses it. */
    static void abort(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.abort(ForkJoinPool.commonPool());
            }
        } catch (SQLException e) {
            // it is gone, then
        }
    }
}

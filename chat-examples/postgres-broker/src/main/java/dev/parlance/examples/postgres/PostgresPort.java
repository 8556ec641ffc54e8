package dev.parlance.examples.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.parlance.broker.store.StoreEar;
import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreUnavailableException;
import dev.parlance.broker.store.UnsureCommitException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A {@link StorePort} over PostgreSQL 11 or later: one row a key, advisory locks, and NOTIFY, which PostgreSQL sends when a transaction is committed and in the order of the commits. Safe
 * for use by many threads.
 */
public class PostgresPort implements StorePort {
    private static final int PATIENCE_MILLIS = 5_000;

    private final String url;
    private final String schema;
    private final Properties properties = new Properties();
    private final HikariDataSource pool;
    private volatile boolean made;
    private volatile @Nullable PostgresLine line;

    /**
     * Makes the port of one node. It connects when it is used.
     *
     * @param url {@code jdbc:postgresql://host/database}
     * @param login properties of the driver, {@code user} and {@code password} among them
     * @param schema where its tables are, which it makes; nodes of one schema are one service
     * @param connections the most for transactions, as many as the broker has lanes; one more is for hearing
     */
    public PostgresPort(String url, Map<String, String> login, String schema, int connections) {
        if (!schema.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("a schema has 1 to 41 of a-z, 0-9 and _, not " + schema);
        }
        this.url = url;
        this.schema = schema;
        properties.putAll(login);
        // nothing waits for longer than the contract lets it
        properties.setProperty("connectTimeout", "" + PATIENCE_MILLIS / 1_000);
        properties.setProperty("loginTimeout", "" + PATIENCE_MILLIS / 1_000);
        properties.setProperty("socketTimeout", "" + (PATIENCE_MILLIS / 1_000 + 1));
        properties.setProperty("options", "-c search_path=" + schema + " -c statement_timeout=" + PATIENCE_MILLIS);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setDataSourceProperties(properties);
        config.setAutoCommit(false);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(config);
    }

    @Override
    public <T> T transaction(Work<T> work) {
        try (Connection connection = connection()) { // which rolls back what was not committed
            T result = work.in(new PostgresTransaction(connection, schema, clock()));
            try {
                commit(connection);
                return result;
            } catch (SQLException e) {
                String state = e.getSQLState();
                if (state != null && (state.startsWith("40") || state.startsWith("23"))) {
                    throw e; // PostgreSQL has answered that it has not
                }
                throw new UnsureCommitException("PostgreSQL: " + e.getMessage(), e);
            }
        } catch (SQLException | StoreUnavailableException e) {
            pool.getHikariPoolMXBean().softEvictConnections(); // the same may have happened to those that are idle
            throw e instanceof SQLException failure ? unavailable(failure) : (StoreUnavailableException) e;
        }
    }

    /** The pool says that it has no connection; why, its cause does. */
    private static StoreUnavailableException unavailable(SQLException e) {
        Throwable why = e.getCause() instanceof SQLException cause ? cause : e;
        return new StoreUnavailableException("PostgreSQL: " + why.getMessage(), e);
    }

    private Connection connection() throws SQLException {
        Connection connection = pool.getConnection();
        try (Statement statement = connection.createStatement()) {
            if (!made) {
                statement.execute(tables());
                connection.commit();
                made = true;
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private String tables() {
        return """
            SELECT pg_advisory_xact_lock(hashtextextended('parlance', 0));
            CREATE SCHEMA IF NOT EXISTS %1$s;
            CREATE TABLE IF NOT EXISTS %1$s.kept (key text COLLATE "C" PRIMARY KEY, value bytea NOT NULL, until bigint);
            CREATE INDEX IF NOT EXISTS kept_until ON %1$s.kept (until) WHERE until IS NOT NULL;
            CREATE SEQUENCE IF NOT EXISTS %1$s.told_id;
            CREATE UNLOGGED TABLE IF NOT EXISTS %1$s.told (id bigint PRIMARY KEY DEFAULT nextval('%1$s.told_id'),
                body bytea NOT NULL);
            """.formatted(schema);
    }

    /** The microseconds since 1970, as SQL; a test has others. */
    String clock() {
        return "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
    }

    /** A test loses the answer. */
    void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public void listen(StoreEar ear) {
        try {
            line = new PostgresLine(() -> DriverManager.getConnection(url, properties), schema, clock(), ear);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Nullable
    PostgresLine line() {
        return line;
    }

    @Override
    public void close() {
        PostgresLine listening = line;
        if (listening != null) {
            listening.close();
        }
        pool.close();
    }
}

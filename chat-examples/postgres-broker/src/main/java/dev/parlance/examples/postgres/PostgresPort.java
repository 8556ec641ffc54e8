package dev.parlance.examples.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.parlance.broker.store.StandingLine;
import dev.parlance.broker.store.StoreEar;
import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreUnavailableException;
import dev.parlance.broker.store.UnsureCommitException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link StorePort} over PostgreSQL 11 or later: one row a key, advisory locks, and NOTIFY, which PostgreSQL sends when a transaction is committed and in the order of the commits. Safe
 * for use by many threads.
 */
public class PostgresPort implements StorePort {
    private final String schema;
    private final HikariDataSource pool;
    private volatile @Nullable StandingLine line;

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
        this.schema = schema;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        login.forEach(config::addDataSourceProperty);
        // nothing waits for longer than the contract lets it
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("loginTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "6");
        config.addDataSourceProperty("options", "-c search_path=" + schema + " -c statement_timeout=5s");
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(tables());
        config.setIsolateInternalQueries(true); // commits the tables
        config.setAutoCommit(false);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        this.pool = new HikariDataSource(config);
    }

    private String tables() {
        return """
            DO $$ BEGIN IF to_regclass('%1$s.told') IS NULL THEN
                PERFORM pg_advisory_xact_lock(hashtextextended('parlance', 0));
                CREATE SCHEMA IF NOT EXISTS %1$s;
                CREATE TABLE IF NOT EXISTS %1$s.kept (key text COLLATE "C" PRIMARY KEY, value bytea NOT NULL, until bigint);
                CREATE INDEX IF NOT EXISTS kept_until ON %1$s.kept (until) WHERE until IS NOT NULL;
                CREATE SEQUENCE IF NOT EXISTS %1$s.told_id;
                CREATE UNLOGGED TABLE IF NOT EXISTS %1$s.told (id bigint PRIMARY KEY DEFAULT nextval('%1$s.told_id'),
                    body bytea NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
                CREATE INDEX IF NOT EXISTS told_at ON %1$s.told (at);
            END IF; END $$""".formatted(schema);
    }

    @Override
    public <T> T transaction(Work<T> work) {
        try (Connection connection = pool.getConnection()) { // which rolls back what was not committed
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

    /** A test loses the answer. */
    void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    /** The microseconds since 1970, as SQL; a test has others. */
    String clock() {
        return "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
    }

    @Override
    public void listen(StoreEar ear) {
        StandingLine standing = StandingLine.open(this::openLine, ear);
        line = standing;
        if (pool.isClosed()) {
            standing.close();
            throw new StoreUnavailableException("PostgreSQL: this port is closed", null);
        }
    }

    /** A test breaks it. */
    PostgresLine openLine() throws SQLException {
        Connection connection = DriverManager.getConnection(pool.getJdbcUrl(), pool.getDataSourceProperties());
        return new PostgresLine(connection, schema, clock());
    }

    @Override
    public void close() {
        pool.close(); // first: a line that begins meanwhile sees it
        StandingLine listening = line;
        if (listening != null) {
            listening.close();
        }
    }
}

package dev.parlance.examples.postgres;

import dev.parlance.broker.store.StorePort;
import dev.parlance.tck.PortStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A schema of the shared PostgreSQL, whose clock a test moves on. */
final class PostgresStore implements PortStore {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final int CONNECTIONS = 8;

    private final String schema = "test_" + SCHEMAS.incrementAndGet();
    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);
    private final Map<StorePort, Boolean> lost = new ConcurrentHashMap<>();
    private final String url = PostgresServer.url();

    @Override
    public StorePort newPort() {
        return new PostgresPort(url, schema, CONNECTIONS, shift::get, this::commit);
    }

    private void commit(PostgresPort port, Connection connection) throws SQLException {
        Boolean committed = lost.remove(port);
        if (committed == null || committed) {
            connection.commit();
        }
        if (committed != null) {
            connection.abort(Runnable::run);
            throw new SQLException("the answer is lost", "08006");
        }
    }

    @Override
    public void advance(Duration time) {
        shift.updateAndGet(before -> before.plus(time));
    }

    @Override
    public boolean hasManualTime() {
        return true;
    }

    @Override
    public void setBack(Duration time) {
        shift.updateAndGet(before -> before.minus(time));
    }

    @Override
    public void breakLine(StorePort port) {
        try {
            PostgresLine line = ((PostgresPort) port).line();
            if (line == null) {
                throw new AssertionError("the port does not listen");
            }
            execute("SELECT pg_terminate_backend(" + line.backend() + ")");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void loseNextAnswer(StorePort port, boolean committed) {
        lost.put(port, committed);
    }

    @Override
    public void close() {
        try {
            execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

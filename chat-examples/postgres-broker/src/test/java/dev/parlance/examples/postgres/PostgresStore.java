package dev.parlance.examples.postgres;

import dev.parlance.archive.jdbc.PostgresServer;
import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreTransaction;
import dev.parlance.tck.PortStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.postgresql.PGConnection;

/** A schema of the shared PostgreSQL, whose clock a test moves on. */
final class PostgresStore implements PortStore {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final int CONNECTIONS = 8;

    private final String schema = "test_" + SCHEMAS.incrementAndGet();
    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);
    private final Map<StorePort, Boolean> lost = new ConcurrentHashMap<>();
    private final Map<StorePort, PostgresLine> lines = new ConcurrentHashMap<>();
    private final AtomicInteger snapshots = new AtomicInteger();
    private final PostgresServer server = PostgresServer.shared();

    @Override
    public StorePort newPort() {
        return new PostgresPort(server.url(), server.login(), schema, CONNECTIONS) {
            @Override
            String clock() {
                return "(" + super.clock() + " + " + shift.get().toNanos() / 1_000 + ")";
            }

            @Override
            PostgresLine openLine() throws SQLException {
                PostgresLine line = super.openLine();
                lines.put(this, line);
                return line;
            }

            @Override
            void commit(Connection connection) throws SQLException {
                Boolean committed = lost.remove(this);
                if (committed == null || committed) {
                    super.commit(connection);
                }
                if (committed != null) {
                    connection.abort(Runnable::run);
                    throw new SQLException("the answer is lost", "08006");
                }
            }
        };
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
        PostgresLine line = lines.get(port);
        if (line == null) {
            throw new AssertionError("the port does not listen");
        }
        try {
            int backend = line.connection.unwrap(PGConnection.class).getBackendPID();
            server.execute("SELECT pg_terminate_backend(" + backend + ")");
        } catch (SQLException e) {
            if (!isClosed(line.connection)) {
                throw new AssertionError(e);
            } // it is broken already
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** What was written since is gone when the server begins again, as where its last writes were not on the disk. */
    @Override
    public Runnable snapshot() {
        try (StorePort port = newPort()) {
            port.transaction(StoreTransaction::now); // which makes the tables
        }
        String kept = schema + ".kept";
        String held = schema + ".held_" + snapshots.incrementAndGet();
        server.execute("CREATE TABLE " + held + " AS SELECT * FROM " + kept);
        return () -> {
            server.execute("TRUNCATE " + kept + "; INSERT INTO " + kept + " SELECT * FROM " + held);
            server.restart();
        };
    }

    @Override
    public void loseNextAnswer(StorePort port, boolean committed) {
        lost.put(port, committed);
    }

    @Override
    public void close() {
        server.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
    }
}

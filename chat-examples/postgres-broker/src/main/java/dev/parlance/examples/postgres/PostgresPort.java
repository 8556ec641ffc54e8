package dev.parlance.examples.postgres;

import dev.parlance.broker.store.StoreEar;
import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreUnavailableException;
import dev.parlance.broker.store.UnsureCommitException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link StorePort} over PostgreSQL 11 or later: one row a key, advisory locks, and NOTIFY, which PostgreSQL sends when a transaction is committed and in the order of the commits. Safe
 * for use by many threads.
 */
public final class PostgresPort implements StorePort {
    private final PostgresSchema schema;
    private final Supplier<Duration> shift;
    private final Commit commit;
    private final Semaphore free;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private volatile @Nullable PostgresLine line;

    /** Commits; a test loses the answer. */
    interface Commit {
        void of(PostgresPort port, Connection connection) throws SQLException;
    }

    /**
     * Makes the port of one node. It connects when it is used.
     *
     * @param url {@code jdbc:postgresql://host/database?user=...}
     * @param schema where its tables are, which it makes; nodes of one schema are one service
     * @param connections the most for transactions, as many as the broker has lanes; one more is for hearing
     */
    public PostgresPort(String url, String schema, int connections) {
        this(url, schema, connections, () -> Duration.ZERO, (port, connection) -> connection.commit());
    }

    PostgresPort(String url, String schema, int connections, Supplier<Duration> shift, Commit commit) {
        this.schema = new PostgresSchema(url, schema);
        this.free = new Semaphore(connections);
        this.shift = shift;
        this.commit = commit;
    }

    @Override
    public <T> T transaction(Work<T> work) {
        take();
        Connection connection = idle.poll();
        try {
            connection = connection == null ? schema.connect(false) : connection;
            T result = commit(connection, work);
            idle.add(connection);
            return result;
        } catch (SQLException e) {
            drop(connection);
            throw new StoreUnavailableException("PostgreSQL: " + e.getMessage(), e);
        } catch (StoreUnavailableException e) {
            drop(connection);
            throw e;
        } catch (RuntimeException | Error e) {
            undo(connection); // what the work itself refuses
            throw e;
        } finally {
            free.release();
            if (closed) {
                dropIdle();
            }
        }
    }

    private <T> T commit(Connection connection, Work<T> work) throws SQLException {
        PostgresTransaction transaction = new PostgresTransaction(connection, schema.name(), shift.get());
        T result = work.in(transaction);
        transaction.sendTold();
        try {
            commit.of(this, connection);
        } catch (SQLException e) {
            String sqlState = e.getSQLState();
            if (sqlState != null && (sqlState.startsWith("40") || sqlState.startsWith("23"))) {
                throw e; // PostgreSQL has answered that it has not
            }
            throw new UnsureCommitException("PostgreSQL: " + e.getMessage(), e);
        }
        return result;
    }

    private void take() {
        try {
            if (!closed && free.tryAcquire(PostgresSchema.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StoreUnavailableException("PostgreSQL: no connection is free", null);
    }

    private void undo(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.rollback();
                idle.add(connection);
            }
        } catch (SQLException e) {
            drop(connection);
        }
    }

    /** Closes a connection that failed and the idle ones, which the same may have happened to. */
    private void drop(@Nullable Connection connection) {
        PostgresSchema.abort(connection);
        dropIdle();
    }

    private void dropIdle() {
        for (Connection each = idle.poll(); each != null; each = idle.poll()) {
            PostgresSchema.abort(each);
        }
    }

    @Override
    public void listen(StoreEar ear) {
        try {
            line = new PostgresLine(schema, ear, shift);
        } catch (SQLException e) {
            throw new StoreUnavailableException("PostgreSQL: " + e.getMessage(), e);
        }
    }

    @Nullable
    PostgresLine line() {
        return line;
    }

    @Override
    public void close() {
        closed = true;
        PostgresLine listening = line;
        if (listening != null) {
            listening.close();
        }
        dropIdle();
    }
}

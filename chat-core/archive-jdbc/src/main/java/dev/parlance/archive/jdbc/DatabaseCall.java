package dev.parlance.archive.jdbc;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One call of the database: it ends in time, whatever the database does, and is tried again where it stood in another's way. */
final class DatabaseCall<T> implements Runnable {
    private static final int ATTEMPTS = 5;
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(JdbcArchive.class.getName()));

    /** What is done with a connection. */
    interface Task<T> {
        T with(Connection connection) throws SQLException;
    }

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final DataSource source;
    private final Task<T> task;
    private final boolean transaction;
    private @Nullable Connection used;
    private @Nullable Thread thread;

    DatabaseCall(DataSource source, boolean transaction, Task<T> task) {
        this.source = source;
        this.transaction = transaction;
        this.task = task;
    }

    CompletableFuture<T> result() {
        return result;
    }

    @Override
    public void run() {
        for (int left = ATTEMPTS - 1; begin(Thread.currentThread()); left--) {
            try {
                attempt();
            } catch (SQLException e) {
                if (left == 0 || !stoodInTheWay(e)) {
                    fail(e);
                }
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            } finally {
                begin(null);
            }
        }
    }

    /** Whether there is still something to do, by this thread. */
    private boolean begin(@Nullable Thread by) {
        lock.lock();
        try {
            if (by == null && result.isDone()) {
                Thread.interrupted(); // meant for the call that has ended, and not for what the thread does next
            }
            thread = by;
            return !result.isDone();
        } finally {
            lock.unlock();
        }
    }

    private void attempt() throws SQLException {
        try (Connection connection = source.getConnection()) {
            boolean before = connection.getAutoCommit();
            if (!use(connection)) {
                return;
            }
            try {
                connection.setAutoCommit(!transaction);
                T value = task.with(connection);
                if (transaction) {
                    connection.commit();
                }
                result.complete(value);
            } catch (SQLException | RuntimeException | Error e) {
                rollback(connection, e);
                throw e;
            } finally {
                use(null);
                if (!connection.isClosed()) {
                    connection.setAutoCommit(before);
                }
            }
        }
    }

    private boolean use(@Nullable Connection connection) {
        lock.lock();
        try {
            used = connection;
            thread = null; // who works with files (H2) must not be interrupted: that closes them
            return !result.isDone();
        } finally {
            lock.unlock();
        }
    }

    private void rollback(Connection connection, Throwable why) {
        try {
            if (transaction && !connection.isClosed()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    /** Serialization failures, deadlocks, and what two have made at once: the other one has gone on. */
    private static final Set<String> STOOD_IN_THE_WAY = Set.of("40001", "40P01", "23505", "90131");

    private static boolean stoodInTheWay(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && STOOD_IN_THE_WAY.contains(state);
    }

    private void fail(SQLException cause) {
        ChatException failure = new ChatException(
                ErrorCode.BROKER_UNAVAILABLE, "the archive's database failed (SQL state " + cause.getSQLState() + ")");
        failure.addSuppressed(cause);
        COMPLAINTS.warn("the archive's database failed", cause);
        result.completeExceptionally(failure);
    }

    /** Ends it, unless it has ended: the caller hears so at once, and the connection is cut. */
    void end(ChatException why, Executor aside) {
        Connection connection;
        lock.lock();
        try {
            if (!result.completeExceptionally(why)) {
                return;
            }
            connection = used;
            if (thread != null) {
                thread.interrupt(); // out of the wait for a connection
            }
        } finally {
            lock.unlock();
        }
        if (connection != null) {
            try {
                connection.abort(aside);
            } catch (SQLException | RuntimeException e) {
                why.addSuppressed(e);
            }
        }
    }

    ChatException late(Duration timeout) {
        return new ChatException(
                ErrorCode.BROKER_UNAVAILABLE,
                "the archive's database did not answer within " + timeout.toMillis() + " ms");
    }
}

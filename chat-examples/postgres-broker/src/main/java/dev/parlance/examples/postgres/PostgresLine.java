package dev.parlance.examples.postgres;

import dev.parlance.broker.store.StoreEar;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** One connection that listens, and a thread that calls the ear. It connects again for as long as it must, and sweeps out what nobody reads any more. */
final class PostgresLine {
    private static final System.Logger LOG = System.getLogger(PostgresLine.class.getName());
    private static final int LISTENING_MILLIS = 2_000;
    private static final int RETRY_MILLIS = 200;
    private static final int AT_ONCE = 100;
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    interface Connecting {
        Connection connect() throws SQLException;
    }

    private final Connecting connecting;
    private final String channel;
    private final String clock;
    private final StoreEar ear;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "postgres-line");
    private volatile Connection connection;
    private long swept = System.nanoTime();
    private long quiet = System.nanoTime();
    private boolean lost;
    private long heard;
    private long old;

    PostgresLine(Connecting connecting, String channel, String clock, StoreEar ear) throws SQLException {
        this.connecting = connecting;
        this.channel = channel;
        this.clock = clock;
        this.ear = ear;
        this.connection = connect();
        thread.setDaemon(true);
        thread.start();
    }

    private Connection connect() throws SQLException {
        Connection listening = connecting.connect();
        try (Statement statement = listening.createStatement()) {
            statement.execute("LISTEN " + channel);
            return listening;
        }
    }

    /** The process of the server that serves this line. */
    int backend() throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                try {
                    listen();
                } catch (SQLException e) {
                    mend();
                } catch (RuntimeException | Error e) { // anybody may notify nonsense, and an ear may fail
                    complain(e);
                    mend();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() throws SQLException {
        PGNotification[] told = connection.unwrap(PGConnection.class).getNotifications(LISTENING_MILLIS);
        lost = false; // what is told of from here on may be newer than the last broken()
        for (int from = 0; from < told.length; from += AT_ONCE) {
            tell(Stream.of(told)
                    .skip(from)
                    .limit(AT_ONCE)
                    .map(each -> Long.valueOf(each.getParameter()))
                    .toList());
        }
        if (told.length == 0 || System.nanoTime() - swept > SWEEP_NANOS) {
            sweep(); // and see that the line still stands
        }
    }

    private void tell(List<Long> ids) throws SQLException {
        Map<Long, byte[]> bodies = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT id, body FROM told WHERE id = ANY (?)")) {
            query.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            for (ResultSet rows = query.executeQuery(); rows.next(); ) {
                bodies.put(rows.getLong(1), rows.getBytes(2));
            }
        }
        for (Long id : ids) {
            byte[] body = bodies.get(id);
            if (body != null) {
                ear.told(body);
                lost = false;
            } else if (!lost) {
                ear.broken(); // this node was away for so long that it has been swept out
                lost = true;
            }
            heard = id;
        }
    }

    private void sweep() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM kept WHERE until <= " + clock);
            if (System.nanoTime() - swept > SWEEP_NANOS) {
                statement.execute("DELETE FROM told WHERE id < " + old);
                old = heard;
                swept = System.nanoTime();
            }
        }
    }

    private void mend() throws InterruptedException {
        abort();
        while (!closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
            try {
                connection = connect();
                ear.broken(); // what is committed from here on is heard again
                return;
            } catch (SQLException e) {
                // once more
            } catch (RuntimeException | Error e) {
                complain(e);
                abort(); // it was not said that something may be lost: once more
            }
        }
    }

    private void complain(Throwable e) {
        if (System.nanoTime() - quiet >= 0) {
            quiet = System.nanoTime() + QUIET_NANOS;
            LOG.log(System.Logger.Level.ERROR, "a line to PostgreSQL failed and is made anew", e);
        }
    }

    /** Closes without waiting for whoever uses it. */
    private void abort() {
        try {
            connection.abort(ForkJoinPool.commonPool());
        } catch (SQLException e) {
            // it is gone, then
        }
    }

    void close() {
        closing.countDown();
        abort();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            abort(); // one that came meanwhile
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.parlance.examples.postgres;

import dev.parlance.broker.store.StoreEar;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** One connection that listens, and a thread that calls the ear. It connects again for as long as it must, and sweeps out what nobody reads any more. */
final class PostgresLine {
    private static final int LISTENING_MILLIS = 2_000;
    private static final int RETRY_MILLIS = 200;

    private final PostgresSchema schema;
    private final StoreEar ear;
    private final Supplier<Duration> shift;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Connection connection;

    PostgresLine(PostgresSchema schema, StoreEar ear, Supplier<Duration> shift) throws SQLException {
        this.schema = schema;
        this.ear = ear;
        this.shift = shift;
        this.connection = connect();
        this.thread = new Thread(this::run, "postgres-line");
        thread.setDaemon(true);
        thread.start();
    }

    private Connection connect() throws SQLException {
        Connection listening = schema.connect(true);
        execute(listening, "LISTEN " + schema.name());
        return listening;
    }

    /** The process of the server that serves this line. */
    int backend() throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    private void run() {
        while (closing.getCount() > 0) {
            try {
                listen();
            } catch (SQLException e) {
                PostgresSchema.abort(connection);
                mend();
            }
        }
    }

    private void listen() throws SQLException {
        PGConnection listening = connection.unwrap(PGConnection.class);
        while (closing.getCount() > 0) {
            PGNotification[] told = listening.getNotifications(LISTENING_MILLIS);
            if (told == null || told.length == 0) {
                sweep(); // and see that the line still stands
            } else {
                for (PGNotification each : told) {
                    tell(each.getParameter());
                }
            }
        }
    }

    private void mend() {
        try {
            while (!closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    connection = connect();
                    ear.broken(); // what is committed from here on is heard again
                    return;
                } catch (SQLException e) {
                    // once more
                }
            }
            PostgresSchema.abort(connection);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String payload) throws SQLException {
        if (!Bundle.isReference(payload)) {
            Bundle.parts(Bundle.inlined(payload)).forEach(ear::told);
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT body FROM told WHERE id = ?")) {
            statement.setLong(1, Bundle.referred(payload));
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    Bundle.parts(rows.getBytes(1)).forEach(ear::told);
                } else {
                    ear.broken(); // this node was away for so long that it has been swept out
                }
            }
        }
    }

    private void sweep() throws SQLException {
        execute(connection, "DELETE FROM told WHERE at < clock_timestamp() - interval '5 minutes'");
        execute(
                connection,
                "DELETE FROM kept WHERE until <= clock_timestamp() + interval '"
                        + shift.get().toMillis() + " milliseconds'");
    }

    private static void execute(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement()) {
            statement.execute(sql);
        }
    }

    void close() {
        closing.countDown();
        PostgresSchema.abort(connection);
        try {
            thread.join(PostgresSchema.PATIENCE.toMillis());
            PostgresSchema.abort(connection); // one that came meanwhile
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

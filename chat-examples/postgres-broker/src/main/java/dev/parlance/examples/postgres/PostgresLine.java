package dev.parlance.examples.postgres;

import dev.parlance.broker.store.StandingLine;
import dev.parlance.broker.store.StoreEar;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** One connection that listens. It is told which rows hold what was told, reads those, and sweeps out what nobody reads any more. */
final class PostgresLine implements StandingLine.Line {
    private static final int LISTENING_MILLIS = 2_000;
    private static final int AT_ONCE = 100;

    final Connection connection;
    private final String clock;

    PostgresLine(Connection connection, String channel, String clock) throws SQLException {
        this.connection = connection;
        this.clock = clock;
        try {
            execute("LISTEN " + channel);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    @Override
    public void hear(StoreEar ear) throws SQLException {
        PGNotification[] told = connection.unwrap(PGConnection.class).getNotifications(LISTENING_MILLIS);
        String[] ids = Stream.of(told).map(PGNotification::getParameter).toArray(String[]::new);
        for (int from = 0; from < ids.length; from += AT_ONCE) {
            tell(Arrays.copyOfRange(ids, from, Math.min(from + AT_ONCE, ids.length)), ear);
        }
    }

    private void tell(String[] ids, StoreEar ear) throws SQLException {
        String inOrder = "SELECT body FROM unnest(?) WITH ORDINALITY AS each (id, place) LEFT JOIN told USING (id)"
                + " ORDER BY place";
        try (PreparedStatement query = connection.prepareStatement(inOrder)) {
            query.setArray(1, connection.createArrayOf("bigint", ids));
            for (ResultSet rows = query.executeQuery(); rows.next(); ) {
                byte[] body = rows.getBytes(1);
                if (body == null) {
                    throw new SQLException("this node was away for so long that what it was told has been swept out");
                }
                ear.told(body);
            }
        }
    }

    @Override
    public void upkeep() throws SQLException {
        execute("DELETE FROM kept WHERE until <= " + clock);
        execute("DELETE FROM told WHERE at < clock_timestamp() - interval '1 minute'");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            connection.abort(ForkJoinPool.commonPool()); // does not wait for whoever uses it
        } catch (SQLException e) {
            // it is gone, then
        }
    }
}

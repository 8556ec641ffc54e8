package dev.parlance.examples.postgres;

import dev.parlance.broker.store.StoreTransaction;
import dev.parlance.broker.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The primitives as SQL. READ COMMITTED: what is read after a lock was taken sees what those did who held it before. */
final class PostgresTransaction implements StoreTransaction {
    private final Connection connection;
    private final String channel;
    private final String clock;
    private @Nullable String generation;

    PostgresTransaction(Connection connection, String channel, String clock) {
        this.connection = connection;
        this.channel = channel;
        this.clock = clock;
    }

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Runs a statement, and reads each row that it gives. */
    private <T> List<T> query(String sql, Row<T> row, @Nullable Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<T> found = new ArrayList<>();
            if (statement.execute()) {
                for (ResultSet rows = statement.getResultSet(); rows.next(); ) {
                    found.add(row.of(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new StoreUnavailableException("PostgreSQL: " + e.getMessage(), e);
        }
    }

    private void run(String sql, @Nullable Object... values) {
        query(sql, row -> row, values);
    }

    @Override
    public void lock(String name) {
        run("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", channel + " " + name);
    }

    @Override
    public byte @Nullable [] get(String key) {
        List<byte[]> found = query("SELECT value FROM kept WHERE key = ?" + live(), row -> row.getBytes(1), key);
        return found.isEmpty() ? null : found.get(0);
    }

    private String live() {
        return " AND (until IS NULL OR until > " + clock + ")";
    }

    @Override
    public void put(String key, byte[] value, @Nullable Instant until) {
        String put = "INSERT INTO kept VALUES (?, ?, ?)"
                + " ON CONFLICT (key) DO UPDATE SET value = excluded.value, until = excluded.until";
        run(put, key, value, until == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, until));
    }

    @Override
    public void delete(String key) {
        run("DELETE FROM kept WHERE key = ?", key);
    }

    @Override
    public List<Entry> scan(String from, String to, int limit, boolean backwards) {
        String scan = "SELECT key, value FROM kept WHERE key >= ? AND key < ?" + live() + " ORDER BY key "
                + (backwards ? "DESC" : "ASC") + " LIMIT ?";
        return query(scan, row -> new Entry(row.getString(1), row.getBytes(2)), from, to, limit);
    }

    /** The text of a NOTIFY is short, of equal ones one is told, and any role may listen: so it names a row that holds what is told. */
    @Override
    public void tell(byte[] what) {
        run("INSERT INTO told (body) VALUES (?) RETURNING pg_notify(?, id::text)", what, channel);
    }

    @Override
    public Instant now() {
        // a server that began again may have lost its last writes; one that was promoted began as another
        String sql = "SELECT " + clock + ", pg_postmaster_start_time()::text";
        return query(sql, row -> {
                    generation = row.getString(2);
                    return Instant.EPOCH.plus(row.getLong(1), ChronoUnit.MICROS);
                })
                .get(0);
    }

    @Override
    public String generation() {
        if (generation == null) {
            now();
        }
        return String.valueOf(generation);
    }
}

package dev.parlance.examples.postgres;

import dev.parlance.broker.store.StoreTransaction;
import dev.parlance.broker.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The primitives as SQL. READ COMMITTED: what is read after a lock was taken sees what those did who held it before. */
final class PostgresTransaction implements StoreTransaction {
    private static final String NOW = "(clock_timestamp() + make_interval(secs => ?))";
    private static final String LIVE = "(until IS NULL OR until > " + NOW + ")";

    private final Connection connection;
    private final String channel;
    private final double shift;
    private final List<byte[]> told = new ArrayList<>();

    PostgresTransaction(Connection connection, String channel, Duration shift) {
        this.connection = connection;
        this.channel = channel;
        this.shift = shift.toMillis() / 1000.0;
    }

    private interface Reading<T extends @Nullable Object> {
        T of(ResultSet rows) throws SQLException;
    }

    private <T extends @Nullable Object> T query(String sql, Reading<T> reading, Object... values) {
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet rows = statement.executeQuery()) {
            return reading.of(rows);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void update(String sql, Object... values) {
        try (PreparedStatement statement = prepared(sql, values)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static StoreUnavailableException failed(SQLException e) {
        return new StoreUnavailableException("PostgreSQL: " + e.getMessage(), e);
    }

    @Override
    public void lock(String name) {
        query("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", ResultSet::next, channel + " " + name);
    }

    @Override
    public byte @Nullable [] get(String key) {
        return query(
                "SELECT value FROM kept WHERE key = ? AND " + LIVE,
                rows -> rows.next() ? rows.getBytes(1) : null,
                key,
                shift);
    }

    @Override
    public void put(String key, byte[] value, @Nullable Instant until) {
        String put =
                "INSERT INTO kept VALUES (?, ?, %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value, until = excluded.until";
        if (until == null) {
            update(put.formatted("NULL"), key, value);
        } else {
            update(put.formatted("?"), key, value, until.atOffset(ZoneOffset.UTC));
        }
    }

    @Override
    public void delete(String key) {
        update("DELETE FROM kept WHERE key = ?", key);
    }

    @Override
    public List<Entry> scan(String from, String to, int limit, boolean backwards) {
        return query(
                "SELECT key, value FROM kept WHERE key >= ? AND key < ? AND " + LIVE + " ORDER BY key "
                        + (backwards ? "DESC" : "ASC") + " LIMIT ?",
                rows -> {
                    List<Entry> entries = new ArrayList<>();
                    while (rows.next()) {
                        entries.add(new Entry(rows.getString(1), rows.getBytes(2)));
                    }
                    return entries;
                },
                from,
                to,
                shift,
                limit);
    }

    @Override
    public void tell(byte[] what) {
        told.add(what.clone());
    }

    @Override
    public Instant now() {
        return query(
                "SELECT " + NOW,
                rows -> {
                    rows.next();
                    return rows.getObject(1, OffsetDateTime.class).toInstant();
                },
                shift);
    }

    @Override
    public String generation() {
        return query("SELECT extract(epoch FROM pg_postmaster_start_time())::text", rows -> {
            rows.next();
            return rows.getString(1);
        });
    }

    /** Has PostgreSQL tell everybody when this is committed: all at once, so that nothing equal is told once instead of twice. */
    void sendTold() {
        if (told.isEmpty()) {
            return;
        }
        byte[] all = Bundle.of(told);
        String payload = Bundle.fits(all)
                ? Bundle.inline(all)
                : query(
                        "INSERT INTO told (body) VALUES (?) RETURNING id",
                        rows -> {
                            rows.next();
                            return Bundle.reference(rows.getLong(1));
                        },
                        (Object) all);
        query("SELECT pg_notify(?, ?)", ResultSet::next, channel, payload);
    }
}

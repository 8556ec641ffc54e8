package dev.parlance.archive.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** H2 2.x, mostly within this process: a statement a row costs little there. */
final class H2Database implements Database {
    /** To define something ends a transaction, and with it what that has locked: so this process locks. */
    private static final ReentrantLock SCHEMA = new ReentrantLock();

    private static final long LONGEST_SECONDS = 30;

    @Override
    public String scripts() {
        return "h2";
    }

    @Override
    public boolean hasTable(Connection connection, String name) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT 1 FROM information_schema.tables WHERE table_schema = SCHEMA() AND lower(table_name) = ?",
                        row -> row.getInt(1),
                        name)
                .isPresent();
    }

    @Override
    public Runnable lockSchema(Connection connection) throws SQLException {
        try {
            if (!SCHEMA.tryLock(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new SQLException("another archive of this process still makes the tables");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException(e);
        }
        return SCHEMA::unlock;
    }

    @Override
    public void bound(Connection connection, Duration time) {
        // within this process, or ended with its connection
    }

    @Override
    public void createRooms(Connection connection, Collection<String> roomIds) throws SQLException {
        for (String roomId : roomIds) {
            Sql.update(
                    connection,
                    "MERGE INTO parlance_archive_room AS kept USING (VALUES (CAST(? AS varchar))) AS given (room_id) ON kept.room_id = given.room_id "
                            + "WHEN NOT MATCHED THEN INSERT (room_id) VALUES (given.room_id)",
                    roomId);
        }
    }

    @Override
    public List<RoomRow> lockRooms(Connection connection, Collection<String> roomIds) throws SQLException {
        List<Long> keys = new ArrayList<>();
        for (String roomId : roomIds) {
            keys.addAll(Sql.list(
                    connection,
                    "SELECT room_key FROM parlance_archive_room WHERE room_id = ?",
                    row -> row.getLong(1),
                    roomId));
        }
        keys.sort(null);
        List<RoomRow> rooms = new ArrayList<>();
        for (long key : keys) {
            rooms.addAll(Sql.list(
                    connection,
                    "SELECT " + RoomRow.COLUMNS + " FROM parlance_archive_room WHERE room_key = ? FOR UPDATE",
                    RoomRow::read,
                    key));
        }
        return rooms;
    }

    @Override
    public void put(Connection connection, List<MessageRow> rows) throws SQLException {
        Sql.batch(
                connection,
                "MERGE INTO parlance_archive_message (room_key, ordinal, post, posted_at, change_ordinal, change, flag, erased, author_id, reply_to, pinned_at, form) "
                        + "KEY (room_key, ordinal, post) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows.stream().map(MessageRow::values).toList());
    }

    @Override
    public void putPeople(Connection connection, List<PersonRow> rows) throws SQLException {
        Sql.batch(
                connection,
                "MERGE INTO parlance_archive_person (room_key, ordinal, post, emoji, user_id, place) "
                        + "KEY (room_key, ordinal, post, emoji, user_id) VALUES (?, ?, ?, ?, ?, ?)",
                rows.stream()
                        .map(each -> new @Nullable Object[] {
                            each.message().roomKey(),
                            each.message().ordinal(),
                            each.message().post(),
                            each.emoji(),
                            each.userId(),
                            each.place()
                        })
                        .toList());
    }

    @Override
    public void replace(Connection connection, List<MessageRow> rows) throws SQLException {
        put(connection, rows);
    }

    @Override
    public List<MessageRow> scan(Connection connection, PostPlace before, int posts, Set<Integer> grams)
            throws SQLException {
        String select =
                "SELECT " + MessageRow.COLUMNS + " FROM parlance_archive_message WHERE room_key = ? AND ordinal ";
        String order = "ORDER BY ordinal DESC, post DESC LIMIT ?";
        List<MessageRow> found = new ArrayList<>(Sql.list(
                connection,
                select + "= ? AND post < ? " + order,
                MessageRow::read,
                before.roomKey(),
                before.ordinal(),
                before.post(),
                posts));
        found.addAll(Sql.list(
                connection,
                select + "< ? " + order,
                MessageRow::read,
                before.roomKey(),
                before.ordinal(),
                posts - found.size()));
        return found;
    }

    @Override
    public boolean hasIndex() {
        return false;
    }

    @Override
    public List<MessageRow> find(Connection connection, PostPlace before, int limit, Set<Integer> grams) {
        throw new IllegalStateException("there is no index of texts on H2");
    }
}

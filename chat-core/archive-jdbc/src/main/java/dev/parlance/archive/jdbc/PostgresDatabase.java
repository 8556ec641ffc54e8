package dev.parlance.archive.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 11 and later: all rows go in one statement, as arrays. */
final class PostgresDatabase implements Database {
    /** An advisory lock of this name: "parlance". */
    private static final long LOCK = 0x7061726C616E6365L;

    @Override
    public String scripts() {
        return "postgresql";
    }

    @Override
    public boolean hasTable(Connection connection, String name) throws SQLException {
        // not to_regclass: that may remember for the whole transaction that there was none
        return Sql.first(
                        connection,
                        "SELECT 1 FROM pg_catalog.pg_class WHERE relname = ? AND pg_catalog.pg_table_is_visible(oid)",
                        row -> row.getInt(1),
                        name)
                .isPresent();
    }

    @Override
    public Runnable lockSchema(Connection connection) throws SQLException {
        Sql.list(connection, "SELECT pg_advisory_xact_lock(?)", row -> row, LOCK);
        return () -> {};
    }

    @Override
    public void bound(Connection connection, Duration time) throws SQLException {
        String millis = Long.toString(Math.max(1, time.toMillis()));
        Sql.list(
                connection,
                "SELECT set_config('statement_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true)",
                row -> row,
                millis,
                millis);
    }

    @Override
    public void createRooms(Connection connection, Collection<String> roomIds) throws SQLException {
        Array ids = texts(connection, roomIds.stream().sorted().toList());
        Sql.update(
                connection,
                "INSERT INTO parlance_archive_room (room_id) SELECT given FROM unnest(?::text[]) AS given ON CONFLICT DO NOTHING",
                ids);
    }

    @Override
    public List<RoomRow> lockRooms(Connection connection, Collection<String> roomIds) throws SQLException {
        return Sql.list(
                connection,
                "SELECT " + RoomRow.COLUMNS
                        + " FROM parlance_archive_room WHERE room_id = ANY (?::text[]) ORDER BY room_key FOR UPDATE",
                RoomRow::read,
                texts(connection, roomIds));
    }

    @Override
    public void put(Connection connection, List<MessageRow> rows) throws SQLException {
        put(connection, rows, "(kept.change_ordinal, kept.change) < (excluded.change_ordinal, excluded.change)");
    }

    @Override
    public void replace(Connection connection, List<MessageRow> rows) throws SQLException {
        put(connection, rows, "(kept.change_ordinal, kept.change) = (excluded.change_ordinal, excluded.change)");
    }

    private static void put(Connection connection, List<MessageRow> rows, String where) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(PUT + where)) {
            statement.setArray(1, array(connection, "bigint", rows, MessageRow::roomKey));
            statement.setArray(2, array(connection, "integer", rows, MessageRow::ordinal));
            statement.setArray(3, array(connection, "bigint", rows, MessageRow::post));
            statement.setArray(
                    4,
                    array(
                            connection,
                            "bigint",
                            rows,
                            row -> row.message().timestamp().toEpochMilli()));
            statement.setArray(5, array(connection, "integer", rows, MessageRow::changeOrdinal));
            statement.setArray(6, array(connection, "bigint", rows, MessageRow::change));
            statement.setArray(7, array(connection, "integer", rows, MessageRow::flag));
            statement.setArray(8, array(connection, "boolean", rows, MessageRow::erased));
            statement.setArray(
                    9,
                    array(
                            connection,
                            "text",
                            rows,
                            row -> row.message().author().id().value()));
            statement.setArray(10, array(connection, "text", rows, MessageRow::replyTo));
            statement.setArray(11, array(connection, "bigint", rows, MessageRow::pinnedAt));
            statement.setArray(12, array(connection, "text", rows, PostgresDatabase::grams));
            byte[][] forms = rows.stream().map(MessageRow::form).toArray(byte[][]::new);
            statement.setArray(13, connection.createArrayOf("bytea", forms));
            statement.executeUpdate();
        }
    }

    private static final String PUT = """
            INSERT INTO parlance_archive_message AS kept (room_key, ordinal, post, posted_at, change_ordinal, change,
              flag, erased, author_id, reply_to, pinned_at, grams, form)
            SELECT room_key, ordinal, post, posted_at, change_ordinal, change,
              flag, erased, author_id, reply_to, pinned_at, grams::integer[], form
            FROM unnest(?::bigint[], ?::integer[], ?::bigint[], ?::bigint[], ?::integer[], ?::bigint[], ?::smallint[],
              ?::boolean[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bytea[])
              AS given (room_key, ordinal, post, posted_at, change_ordinal, change,
                flag, erased, author_id, reply_to, pinned_at, grams, form)
            ON CONFLICT (room_key, ordinal, post, posted_at) DO UPDATE SET
              change_ordinal = excluded.change_ordinal, change = excluded.change, flag = excluded.flag,
              erased = excluded.erased, author_id = excluded.author_id, reply_to = excluded.reply_to,
              pinned_at = excluded.pinned_at, grams = excluded.grams, form = excluded.form
            WHERE\s""";

    /** An array within an array would be taken apart by unnest: so its text. */
    private static @Nullable String grams(MessageRow row) {
        if (row.message().deleted()) {
            return null;
        }
        return Grams.of(row.roomKey(), FoldedText.of(row.message().text()).value()).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public void putPeople(Connection connection, List<PersonRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Sql.update(
                connection,
                "INSERT INTO parlance_archive_person AS kept (room_key, ordinal, post, emoji, user_id, place) "
                        + "SELECT * FROM unnest(?::bigint[], ?::integer[], ?::bigint[], ?::text[], ?::text[], ?::integer[]) "
                        + "ON CONFLICT (room_key, ordinal, post, emoji, user_id) DO UPDATE SET place = excluded.place WHERE kept.place <> excluded.place",
                array(connection, "bigint", rows, each -> each.message().roomKey()),
                array(connection, "integer", rows, each -> each.message().ordinal()),
                array(connection, "bigint", rows, each -> each.message().post()),
                array(connection, "text", rows, PersonRow::emoji),
                array(connection, "text", rows, PersonRow::userId),
                array(connection, "integer", rows, PersonRow::place));
    }

    @Override
    public List<MessageRow> scan(Connection connection, PostPlace before, int posts, Set<Integer> grams)
            throws SQLException {
        return Sql.list(
                connection,
                SCAN,
                MessageRow::read,
                before.roomKey(),
                before.ordinal(),
                before.post(),
                posts,
                connection.createArrayOf("integer", grams.toArray()));
    }

    @Override
    public boolean hasIndex() {
        return true;
    }

    @Override
    public List<MessageRow> find(Connection connection, PostPlace before, int limit, Set<Integer> grams)
            throws SQLException {
        return Sql.list(
                connection,
                FIND,
                MessageRow::read,
                connection.createArrayOf("integer", grams.toArray()),
                before.roomKey(),
                before.ordinal(),
                before.post(),
                limit);
    }

    /** The operator by its full name: the extension intarray has one of its own that this index does not serve. */
    static final String SCAN = "SELECT " + MessageRow.COLUMNS + " FROM (SELECT " + MessageRow.COLUMNS
            + ", post, grams FROM parlance_archive_message WHERE room_key = ? AND (ordinal, post) < (?, ?) "
            + "ORDER BY ordinal DESC, post DESC LIMIT ?) AS newest WHERE grams OPERATOR(pg_catalog.@>) ? "
            + "ORDER BY ordinal DESC, post DESC";

    /** Offset 0 keeps the planner from reading the whole room instead: pieces have their room mixed in, so that the index alone knows enough. */
    static final String FIND = "SELECT " + MessageRow.COLUMNS + " FROM (SELECT " + MessageRow.COLUMNS
            + ", post FROM parlance_archive_message WHERE grams OPERATOR(pg_catalog.@>) ? OFFSET 0) AS found "
            + "WHERE room_key = ? AND (ordinal, post) < (?, ?) ORDER BY ordinal DESC, post DESC LIMIT ?";

    private static Array texts(Connection connection, Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static <T> Array array(
            Connection connection, String type, List<T> rows, Function<T, @Nullable Object> value) throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }
}

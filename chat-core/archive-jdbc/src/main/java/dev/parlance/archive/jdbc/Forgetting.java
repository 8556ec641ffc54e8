package dev.parlance.archive.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes posts away, with all that hangs on them, while their rooms are locked; how many of them were deleted stays counted. */
final class Forgetting {
    private static final String PLACE = " FROM parlance_archive_message WHERE ";
    private static final String AT = "room_key = ? AND ordinal = ? AND post = ?";

    private final Connection connection;
    private final Database database;

    Forgetting(Connection connection, Database database) {
        this.connection = connection;
        this.database = database;
    }

    /** What was posted before a time, the oldest first. */
    long older(@Nullable String roomId, List<String> except, Instant before, int limit) throws SQLException {
        String rooms;
        List<Object> values = new ArrayList<>(List.of(before.toEpochMilli()));
        if (roomId != null) {
            rooms = "AND room_key = (SELECT room_key FROM parlance_archive_room WHERE room_id = ?) ";
            values.add(roomId);
        } else if (except.isEmpty()) {
            rooms = "";
        } else {
            rooms = "AND room_key NOT IN (SELECT room_key FROM parlance_archive_room WHERE room_id IN ("
                    + String.join(", ", Collections.nCopies(except.size(), "?")) + ")) ";
            values.addAll(except);
        }
        values.add(limit);
        return forget(places("posted_at < ? " + rooms + "ORDER BY posted_at LIMIT ?", values.toArray()))
                .messages();
    }

    /** Some of what a room has. */
    Forgotten some(RoomRow room, int limit) throws SQLException {
        return forget(places("room_key = ? ORDER BY ordinal, post LIMIT ?", room.key(), limit));
    }

    /** How much is gone. */
    record Forgotten(long messages, long reactions) {}

    private List<PostPlace> places(String where, Object... values) throws SQLException {
        return Sql.list(
                connection,
                "SELECT room_key, ordinal, post" + PLACE + where,
                row -> new PostPlace(row.getLong(1), row.getInt(2), row.getLong(3)),
                values);
    }

    private Forgotten forget(List<PostPlace> places) throws SQLException {
        lock(places.stream().map(PostPlace::roomKey).distinct().toList());
        List<@Nullable Object[]> keys = places.stream()
                .map(each -> new @Nullable Object[] {each.roomKey(), each.ordinal(), each.post()})
                .toList();
        int[] deleted = Sql.batch(connection, "DELETE" + PLACE + AT + " AND flag = " + MessageRow.DELETED, keys);
        int[] others = Sql.batch(connection, "DELETE" + PLACE + AT, keys);
        int[] reactions =
                Sql.batch(connection, "DELETE FROM parlance_archive_person WHERE " + AT + " AND emoji <> ''", keys);
        Sql.batch(connection, "DELETE FROM parlance_archive_person WHERE " + AT, keys);
        count(places, deleted);
        return new Forgotten(sum(deleted) + sum(others), sum(reactions));
    }

    private void lock(Collection<Long> roomKeys) throws SQLException {
        List<String> ids = new ArrayList<>();
        for (long key : roomKeys) {
            ids.add(RoomRows.byKey(connection, key).id());
        }
        database.lockRooms(connection, ids);
    }

    private void count(List<PostPlace> places, int[] deleted) throws SQLException {
        Map<Long, Long> lost = new HashMap<>();
        for (int i = 0; i < deleted.length; i++) {
            lost.merge(places.get(i).roomKey(), (long) deleted[i], Long::sum);
        }
        List<@Nullable Object[]> rooms = lost.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> new @Nullable Object[] {each.getValue(), each.getKey()})
                .toList();
        Sql.batch(
                connection,
                "UPDATE parlance_archive_room SET lost_deletions = lost_deletions + ? WHERE room_key = ?",
                rooms);
    }

    private static long sum(int[] counts) {
        return IntStream.of(counts).sum();
    }
}

package dev.parlance.archive.jdbc;

import dev.parlance.model.RoomId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows of rooms, found and locked. */
final class RoomRows {
    private RoomRows() {}

    static Optional<RoomRow> find(Connection connection, RoomId roomId) throws SQLException {
        return Sql.first(
                connection,
                "SELECT " + RoomRow.COLUMNS + " FROM parlance_archive_room WHERE room_id = ?",
                RoomRow::read,
                roomId.value());
    }

    static RoomRow byKey(Connection connection, long key) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT " + RoomRow.COLUMNS + " FROM parlance_archive_room WHERE room_key = ?",
                        RoomRow::read,
                        key)
                .orElseThrow(() -> new IllegalStateException("a message without a room: " + key));
    }

    /** Locks rooms until the transaction ends, and makes those that are missing. */
    static Map<String, RoomRow> lock(Connection connection, Database database, Collection<String> roomIds)
            throws SQLException {
        Map<String, RoomRow> locked = byId(database.lockRooms(connection, roomIds));
        Set<String> missing = new TreeSet<>(roomIds);
        missing.removeAll(locked.keySet());
        if (missing.isEmpty()) {
            return locked;
        }
        connection.rollback(); // nobody holds a lock while it makes rooms, which has an order of its own
        database.createRooms(connection, missing);
        connection.commit();
        return byId(database.lockRooms(connection, roomIds));
    }

    private static Map<String, RoomRow> byId(List<RoomRow> rooms) {
        return rooms.stream().collect(Collectors.toMap(RoomRow::id, Function.identity()));
    }
}

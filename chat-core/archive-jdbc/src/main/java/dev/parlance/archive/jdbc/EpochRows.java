package dev.parlance.archive.jdbc;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

/** The epochs of a room by their numbers. */
final class EpochRows {
    private EpochRows() {}

    static OptionalInt ordinal(Connection connection, RoomRow room, String epoch) throws SQLException {
        if (room.ordinal() >= 0 && room.epoch().equals(epoch)) {
            return OptionalInt.of(room.ordinal());
        }
        return Sql.list(
                        connection,
                        "SELECT ordinal FROM parlance_archive_epoch WHERE room_key = ? AND epoch = ?",
                        row -> row.getInt(1),
                        room.key(),
                        epoch)
                .stream()
                .mapToInt(each -> each)
                .findFirst();
    }

    static int require(Connection connection, RoomRow room, Position position) throws SQLException {
        return ordinal(connection, room, position.epoch()).orElseThrow(EpochRows::lost);
    }

    static ChatException lost() {
        return new ChatException(ErrorCode.POSITION_LOST, "the archive has nothing of that epoch");
    }

    static String epoch(Connection connection, RoomRow room, int ordinal) throws SQLException {
        if (ordinal == room.ordinal()) {
            return room.epoch();
        }
        return Sql.first(
                        connection,
                        "SELECT epoch FROM parlance_archive_epoch WHERE room_key = ? AND ordinal = ?",
                        row -> row.getString(1),
                        room.key(),
                        ordinal)
                .orElseThrow(EpochRows::lost);
    }

    /** How far an epoch that another one has followed is archived. */
    static Optional<Long> end(Connection connection, RoomRow room, String epoch) throws SQLException {
        return Sql.first(
                connection,
                "SELECT mark FROM parlance_archive_epoch WHERE room_key = ? AND epoch = ? AND mark IS NOT NULL",
                row -> row.getLong(1),
                room.key(),
                epoch);
    }
}

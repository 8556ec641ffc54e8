package dev.parlance.archive.jdbc;

import dev.parlance.model.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A room as its row says.
 *
 * @param key stands for it in all tables
 * @param id its name
 * @param ordinal the number of its last epoch, from 0; -1 if nothing was saved
 * @param epoch the last one
 * @param mark how far that one is archived
 * @param posts the number of its newest post
 * @param lostDeletions how many deleted posts there were that were forgotten since
 */
record RoomRow(long key, String id, int ordinal, String epoch, long mark, long posts, long lostDeletions) {
    static final String COLUMNS = "room_key, room_id, ordinal, epoch, mark, posts, lost_deletions";

    static RoomRow read(ResultSet row) throws SQLException {
        return new RoomRow(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7));
    }

    Optional<Position> end() {
        return ordinal < 0 ? Optional.empty() : Optional.of(new Position(epoch, mark));
    }
}

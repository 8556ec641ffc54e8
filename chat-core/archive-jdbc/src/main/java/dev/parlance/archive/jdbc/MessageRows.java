package dev.parlance.archive.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Single messages. */
final class MessageRows {
    private MessageRows() {}

    static Optional<MessageRow> find(Connection connection, long roomKey, int ordinal, long post) throws SQLException {
        return Sql.first(
                connection,
                "SELECT " + MessageRow.COLUMNS
                        + " FROM parlance_archive_message WHERE room_key = ? AND ordinal = ? AND post = ?",
                MessageRow::read,
                roomKey,
                ordinal,
                post);
    }
}

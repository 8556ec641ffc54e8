package dev.parlance.archive.jdbc;

import dev.parlance.broker.WholeMessage;
import dev.parlance.broker.form.StoredForm;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message and where it stands.
 *
 * @param roomKey its room's
 * @param ordinal of the epoch in which it was posted
 * @param changeOrdinal of the epoch in which it was changed last
 * @param erased whether something of it was erased in this state
 * @param message in this state
 */
record MessageRow(long roomKey, int ordinal, int changeOrdinal, boolean erased, Message message) {
    static final String COLUMNS = "room_key, ordinal, change_ordinal, erased, form";
    static final int PLAIN = 0;
    static final int DELETED = 1;
    static final int MENTIONS_ROOM = 2;

    static MessageRow read(ResultSet row) throws SQLException {
        return new MessageRow(
                row.getLong(1), row.getInt(2), row.getInt(3), row.getBoolean(4), StoredForm.message(row.getBytes(5)));
    }

    long post() {
        return message.position().offset();
    }

    long change() {
        return message.changeOffset();
    }

    int flag() {
        if (message.deleted()) {
            return DELETED;
        }
        return message.mentionsRoom() ? MENTIONS_ROOM : PLAIN;
    }

    @Nullable
    String replyTo() {
        return message.replyTo().map(MessageId::value).orElse(null);
    }

    @Nullable
    Long pinnedAt() {
        return message.pinnedAt().map(Instant::toEpochMilli).orElse(null);
    }

    byte[] form() {
        return StoredForm.of(message);
    }

    /** Whether it was never changed, so that nobody can have added anything. */
    boolean isPlainPost() {
        return change() == post() && changeOrdinal == ordinal;
    }

    /** Whether all who reacted are known from it. */
    boolean namesAll() {
        return WholeMessage.listsAll(message);
    }

    Map<String, List<UserId>> reactors() {
        return message.reactions();
    }

    @Nullable
    Object[] values() {
        return new @Nullable Object[] {
            roomKey,
            ordinal,
            post(),
            message.timestamp().toEpochMilli(),
            changeOrdinal,
            change(),
            flag(),
            erased,
            message.author().id().value(),
            replyTo(),
            pinnedAt(),
            form()
        };
    }
}

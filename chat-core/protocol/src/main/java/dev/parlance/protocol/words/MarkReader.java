package dev.parlance.protocol.words;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ClientCommand;
import java.util.OptionalLong;

/** Reads how far a client's user has read. */
final class MarkReader {
    private MarkReader() {}

    static ClientCommand read(RoomId roomId, Fields data) {
        return new ClientCommand.MarkRead(roomId, position(data), version(data));
    }

    static ClientCommand unread(RoomId roomId, Fields data) {
        return new ClientCommand.MarkUnread(roomId, position(data), version(data));
    }

    private static Position position(Fields data) {
        long offset = data.wholeNumber("offset", 0, Fields.MAX_WHOLE_NUMBER);
        if (offset < 0) {
            throw new ChatException(ErrorCode.BAD_REQUEST, "offset must be a whole number");
        }
        return new Position(data.text("epoch"), offset);
    }

    private static OptionalLong version(Fields data) {
        long version = data.wholeNumber("version", 0, Fields.MAX_WHOLE_NUMBER);
        return version < 0 ? OptionalLong.empty() : OptionalLong.of(version);
    }
}

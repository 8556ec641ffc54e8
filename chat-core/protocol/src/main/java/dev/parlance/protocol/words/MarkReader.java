package dev.parlance.protocol.words;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.FollowedPage;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ClientCommand;
import java.util.OptionalLong;

/** Reads how far a client's user has read. */
final class MarkReader {
    private static final int DEFAULT_ROOMS = 100;

    private MarkReader() {}

    static ClientCommand read(RoomId roomId, Fields data) {
        return new ClientCommand.MarkRead(roomId, position(data), version(data));
    }

    static ClientCommand unread(RoomId roomId, Fields data) {
        return new ClientCommand.MarkUnread(roomId, position(data), version(data));
    }

    static ClientCommand rooms(Fields data) {
        long limit = data.wholeNumber("limit", 1, FollowedPage.MAX_LIMIT);
        String after = data.optionalText("after");
        return new ClientCommand.ReadRooms(
                limit < 0 ? DEFAULT_ROOMS : (int) limit, after == null ? null : new RoomId(after));
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

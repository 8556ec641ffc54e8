package dev.parlance.command;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;

/** Whose members a client may ask to change at all. Any thread. */
final class Members {
    private Members() {}

    /**
     * Looks at the room.
     *
     * @throws ChatException if its two members are who they are
     */
    static void requireManaged(RoomId roomId) {
        if (roomId.isDirect()) {
            throw new ChatException(ErrorCode.FORBIDDEN, "a direct room has its two members and no other");
        }
    }
}

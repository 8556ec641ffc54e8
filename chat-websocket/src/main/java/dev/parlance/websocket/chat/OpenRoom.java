package dev.parlance.websocket.chat;

import dev.parlance.Room;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomKind;
import java.util.concurrent.CompletionStage;

/** A room of which everybody may read over REST, where nobody is asked who they are. */
public final class OpenRoom {
    private OpenRoom() {}

    /**
     * Asks for it.
     *
     * @param room which
     * @return completes if it is one; failed with {@link ErrorCode#FORBIDDEN} if not
     */
    public static CompletionStage<Void> require(Room room) {
        return room.record().thenAccept(record -> {
            if (room.id().isDirect()
                    || record.filter(each -> each.kind() != RoomKind.OPEN).isPresent()) {
                throw new ChatException(ErrorCode.FORBIDDEN, "this room is not open to everybody");
            }
        });
    }
}

package dev.parlance.host;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import java.util.concurrent.CompletionStage;

/** A message as the store has it now. Any thread. */
public final class LatestMessage {
    private LatestMessage() {}

    /** Reads it; fails if the history does not have it. Whoever waits for it has a deadline. */
    public static CompletionStage<Message> read(EngineContext context, RoomId roomId, MessageId messageId) {
        return context.broker()
                .message(roomId, messageId.position())
                .thenApply(found -> found.orElseThrow(() ->
                        new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "there is no such message in the history")));
    }
}

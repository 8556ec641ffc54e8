package dev.parlance.command;

import dev.parlance.host.EngineContext;
import dev.parlance.host.LatestMessage;
import dev.parlance.model.ChatException;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.room.Membership;
import dev.parlance.session.Session;
import java.util.concurrent.CompletionStage;

/** The message that a command is about: of a room that the session is in, and read before anybody is asked for a right to it. For the session's lane. */
final class Subject {
    private final RoomId roomId;
    private final MessageId messageId;

    @SuppressWarnings("NullAway.Init") // check comes first
    private Membership membership;

    @SuppressWarnings("NullAway.Init") // read comes next
    private volatile Message seen;

    Subject(RoomId roomId, MessageId messageId) {
        this.roomId = roomId;
        this.messageId = messageId;
    }

    /**
     * Looks whether the session is in its room.
     *
     * @throws ChatException if it is not
     */
    void check(Session session) {
        membership = session.require(roomId);
    }

    /** Reads it; fails if the history does not have it. Whoever waits for it has a deadline. */
    CompletionStage<Void> read(EngineContext context) {
        return LatestMessage.read(context, roomId, messageId).thenAccept(found -> seen = found);
    }

    /** As it was when the command began. */
    Message seen() {
        return seen;
    }

    Membership membership() {
        return membership;
    }

    boolean isAnothersThan(User user) {
        return !seen.author().id().equals(user.id());
    }

    /** How many sessions of this node hear what becomes of it. */
    int audience() {
        return membership.audience();
    }
}

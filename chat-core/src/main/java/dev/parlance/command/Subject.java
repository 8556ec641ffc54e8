package dev.parlance.command;

import dev.parlance.model.ChatException;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.room.Membership;
import java.util.concurrent.CompletionStage;

/** The message that a command is about: of a room that the session is in, and read before anybody is asked for a right to it. For the session's lane. */
final class Subject {
    private final Command<?> command;
    private final RoomId roomId;
    private final MessageId messageId;

    @SuppressWarnings("NullAway.Init") // check comes first
    private Membership membership;

    @SuppressWarnings("NullAway.Init") // read comes next
    private volatile Message seen;

    Subject(Command<?> command, RoomId roomId, MessageId messageId) {
        this.command = command;
        this.roomId = roomId;
        this.messageId = messageId;
    }

    /**
     * Looks whether the session is in its room.
     *
     * @throws ChatException if it is not
     */
    void check() {
        membership = command.session.require(roomId);
    }

    /** Reads it; fails if the history does not have it. */
    CompletionStage<Void> read() {
        return Changing.latest(command.context, roomId, messageId).thenAccept(found -> seen = found);
    }

    /** As it was when the command began. */
    Message seen() {
        return seen;
    }

    boolean isAnothers() {
        return !seen.author().id().equals(command.session.user().id());
    }

    /** How many sessions of this node hear what becomes of it. */
    int audience() {
        return membership.audience();
    }

    /** After a wait: completes on the lane with what was decided, or fails if the user was taken out of the room meanwhile. */
    CompletionStage<Message> whileIn(CompletionStage<Message> decided) {
        return decided.thenApplyAsync(
                next -> {
                    command.requireStillIn(membership);
                    return next;
                },
                command.session.onLane());
    }
}

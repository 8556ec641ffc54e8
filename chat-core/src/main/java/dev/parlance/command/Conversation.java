package dev.parlance.command;

import dev.parlance.broker.ChatBroker;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.host.LatestMessage;
import dev.parlance.model.ActOnMessage;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Reaction;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import dev.parlance.room.Tellings;
import dev.parlance.watch.Watchers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What becomes of messages that are there, and what is read about them: for users' commands, which ask the host before, and for the host itself. Any thread. */
public final class Conversation {
    private final EngineContext context;
    private final ChatBroker broker;
    private final Tellings tellings;
    private final Watchers watchers;

    public Conversation(EngineContext context, Tellings tellings, Watchers watchers) {
        this.context = context;
        this.broker = context.broker();
        this.tellings = tellings;
        this.watchers = watchers;
    }

    /**
     * Who does something.
     *
     * @param user who; null for the host
     * @param sessionId by which session, as hosts know it; null for the host, and for a user in whose name the host acts
     */
    public record Doer(@Nullable User user, @Nullable String sessionId) {
        public static final Doer HOST = new Doer(null, null);
    }

    /**
     * A reaction that the store has.
     *
     * @param told completes when it was told, with what others added in the same moment; with the message as it is, if nothing has changed
     */
    public record Reacted(CompletionStage<Message> told) {}

    /** What an edit makes of a message. */
    public Message edited(Message seen, MessageEdit edit) {
        return edit.on(seen, context.clock().instant());
    }

    /** What a deletion makes of a message; itself if it is deleted already. */
    public static Message deleted(Message seen) {
        return seen.deleted() ? seen : seen.toBuilder().deleted().build();
    }

    /** What pinning, or unpinning, makes of a message; itself if it is so already. */
    public Message pinned(Message seen, boolean on) {
        if (on && seen.deleted()) {
            throw new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "the message was deleted");
        }
        return seen.pinnedAt().isPresent() == on
                ? seen
                : seen.toBuilder()
                        .pinnedAt(on ? context.clock().instant() : null)
                        .build();
    }

    /**
     * Makes something else of a message that was read; completes with it as it is stored now.
     *
     * @param decision what shall become of it, see {@link Changing#place}
     */
    CompletionStage<Message> change(
            Message seen, Function<Message, CompletionStage<Message>> decision, ActOnMessage.Kind kind, Doer by) {
        return Changing.place(
                context, seen, decision, next -> act(kind, next, by).build());
    }

    /**
     * Makes something else of a message, as the host; completes with it as it is stored now.
     *
     * @param decision what shall become of its latest state
     */
    public CompletionStage<Message> change(
            RoomId roomId, MessageId id, Function<Message, Message> decision, ActOnMessage.Kind kind) {
        return within(LatestMessage.read(context, roomId, id))
                .thenCompose(seen -> change(
                        seen, latest -> CompletableFuture.completedFuture(decision.apply(latest)), kind, Doer.HOST));
    }

    /** Adds a reaction or takes it back; completes when the store has it, so that who does so one after the other keeps that order. */
    public CompletionStage<Reacted> react(RoomId roomId, MessageId id, Reaction reaction, Doer by) {
        return within(broker.react(roomId, id.position(), reaction)).thenApply(changed -> {
            if (!changed) {
                return new Reacted(within(LatestMessage.read(context, roomId, id)));
            }
            watchers.reacted(
                    roomId, id, reaction); // in the order of the session, which a telling of several does not keep
            ActOnMessage.Kind kind = reaction.on() ? ActOnMessage.Kind.REACTED : ActOnMessage.Kind.UNREACTED;
            return new Reacted(tellings.after(roomId, id).thenApply(message -> {
                context.placements()
                        .acted(act(kind, message, by).reaction(reaction).build());
                return message;
            }));
        });
    }

    /** Reads who reacted with something. */
    public CompletionStage<UserPage> reactors(
            RoomId roomId, MessageId id, String emoji, int limit, @Nullable UserId after) {
        return broker.reactors(roomId, id.position(), emoji, limit, after);
    }

    /** Reads who has read a message. */
    public CompletionStage<UserPage> readers(RoomId roomId, MessageId id, int limit, @Nullable UserId after) {
        return broker.readers(roomId, id.position(), limit, after);
    }

    /** Reads what answers a message behind an offset, oldest first. */
    public CompletionStage<MessagePage> replies(RoomId roomId, MessageId id, int limit, long after) {
        if (after < 0) {
            throw new ChatException(ErrorCode.BAD_REQUEST, "after must be 0 or more, not " + after);
        }
        return broker.replies(roomId, id.position(), limit, after);
    }

    /** Reads what is pinned, pinned last first. */
    public CompletionStage<MessagePage> pins(RoomId roomId) {
        return broker.pins(roomId);
    }

    private static ActOnMessage.Builder act(ActOnMessage.Kind kind, Message next, Doer by) {
        return ActOnMessage.builder(kind, next).by(by.user(), by.sessionId());
    }

    private <T> CompletionStage<T> within(CompletionStage<T> store) {
        return Deadline.within(context, store);
    }
}

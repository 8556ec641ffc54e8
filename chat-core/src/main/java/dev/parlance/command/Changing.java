package dev.parlance.command;

import dev.parlance.broker.MessageChange;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.host.LatestMessage;
import dev.parlance.model.ActOnMessage;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The last step of what becomes of a message that is there: it is decided from the message's latest state, and decided anew if somebody else was faster, so that only those are in each other's way who
 * say so. Any thread.
 */
final class Changing {
    /** How often it is decided: each time somebody else has changed the same message in the same moment. */
    private static final int TRIES = 8;

    private Changing() {}

    /**
     * Places a change, and tells whom that concerns; completes on any thread.
     *
     * @param seen the message as it was read
     * @param decision what shall become of it; {@code seen} for nothing, and then nobody is told
     * @param act what is told of it
     * @return the message as it is stored now
     */
    static CompletionStage<Message> place(
            EngineContext context,
            Message seen,
            Function<Message, CompletionStage<Message>> decision,
            Function<Message, ActOnMessage> act) {
        return place(context, seen, decision, TRIES).thenApply(placed -> {
            if (placed.before() != null) {
                context.placements().changed(placed.before(), act.apply(placed.message()));
            }
            return placed.message();
        });
    }

    /** What a change was made from; null if there was nothing to change. */
    private record Placed(Message message, @Nullable Message before) {}

    private static CompletionStage<Placed> place(
            EngineContext context, Message seen, Function<Message, CompletionStage<Message>> decision, int tries) {
        return decision.apply(seen)
                .thenCompose(next -> next.equals(seen)
                        ? CompletableFuture.completedFuture(new Placed(seen, null))
                        : Deadline.within(context, context.broker().change(new MessageChange(next)))
                                .thenApply(message -> new Placed(message, seen))
                                .exceptionallyCompose(error -> again(context, seen, decision, tries - 1, error)));
    }

    private static CompletionStage<Placed> again(
            EngineContext context,
            Message before,
            Function<Message, CompletionStage<Message>> decision,
            int tries,
            Throwable error) {
        boolean wasFaster = ChatException.causeOf(error) instanceof ChatException refusal
                && refusal.code() == ErrorCode.EDIT_CONFLICT;
        if (!wasFaster) {
            return CompletableFuture.failedFuture(error);
        }
        if (tries == 0) { // no state was named, so the same request may succeed
            return CompletableFuture.failedFuture(
                    new ChatException(ErrorCode.EDIT_CONFLICT, "others change this message in the same moment", true));
        }
        return Deadline.within(context, LatestMessage.read(context, before.roomId(), before.id()))
                .thenCompose(seen -> place(context, seen, decision, tries));
    }
}

package dev.parlance.command;

import dev.parlance.host.EngineContext;
import dev.parlance.model.MessageDraft;
import dev.parlance.policy.MessageInterceptor;
import java.util.concurrent.CompletableFuture;

/** What the host's interceptors make of a message, asked one after the other. Any thread. */
public final class Interception {
    private Interception() {}

    /** Asks them all; completes on any thread. */
    public static CompletableFuture<MessageDraft> of(EngineContext context, MessageDraft said) {
        CompletableFuture<MessageDraft> decided = CompletableFuture.completedFuture(said);
        for (MessageInterceptor interceptor : context.interceptors()) {
            decided = decided.thenCompose(current -> context.policies()
                    .ask(
                            interceptor,
                            () -> interceptor.intercept(current).thenApply(next -> checked(context, current, next))));
        }
        return decided;
    }

    private static MessageDraft checked(EngineContext context, MessageDraft before, MessageDraft after) {
        if (!after.roomId().equals(before.roomId())
                || !after.author().equals(before.author())
                || !after.clientMessageId().equals(before.clientMessageId())) {
            throw new IllegalStateException(
                    "an interceptor may change text and metadata, not room, author or client message id");
        }
        Publishing.checkLength(context, after.text());
        return after;
    }
}

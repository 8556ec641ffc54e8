package dev.parlance.command;

import dev.parlance.host.EngineContext;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.User;
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

    /** Asks them all about a message as an edit would have it, as if its author said it now, because of whoever edits it; completes on any thread with what becomes of it. */
    static CompletableFuture<Message> ofEdit(EngineContext context, Message next, User by) {
        if (context.interceptors().isEmpty()) {
            return CompletableFuture.completedFuture(next);
        }
        MessageDraft said = MessageDraft.builder(next.roomId(), next.author(), next.text())
                .clientMessageId(next.clientMessageId().orElse(null))
                .metadata(next.metadata())
                .replyTo(next.replyTo().orElse(null))
                .mentions(next.mentions())
                .mentionsRoom(next.mentionsRoom())
                .attachments(next.attachments())
                .edits(next.id(), by)
                .build();
        return of(context, said)
                .thenApply(decided -> next.toBuilder()
                        .text(decided.text())
                        .metadata(decided.metadata())
                        .mentions(decided.mentions())
                        .mentionsRoom(decided.mentionsRoom())
                        .attachments(decided.attachments())
                        .build());
    }

    private static MessageDraft checked(EngineContext context, MessageDraft before, MessageDraft after) {
        if (!after.roomId().equals(before.roomId())
                || !after.author().equals(before.author())
                || !after.clientMessageId().equals(before.clientMessageId())
                || !after.replyTo().equals(before.replyTo())
                || !after.edits().equals(before.edits())
                || !after.writer().equals(before.writer())
                || !before.attachments().containsAll(after.attachments())) {
            throw new IllegalStateException(
                    "an interceptor may change text, metadata and mentions, and take files away,"
                            + " not room, author, client message id, or which message it answers or edits, nor who edits");
        }
        Publishing.checkLength(context, after.text());
        return after;
    }
}

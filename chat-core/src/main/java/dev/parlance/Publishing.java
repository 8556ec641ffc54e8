package dev.parlance;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.MessageInterceptor;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The road of a message from a session or the host to the broker. */
final class Publishing {
    private Publishing() {}

    /** A user's message: authorizer, interceptors, limits. Completes when it is on its way, so that messages of a session keep their order. */
    static CompletableFuture<Void> begin(
            Session session, EngineContext context, ClientCommand.Send send, long requestId) {
        Member member = session.require(send.roomId());
        MessageDraft draft = MessageDraft.builder(send.roomId(), session.user(), send.text())
                .clientMessageId(send.clientMessageId())
                .metadata(send.metadata())
                .build();
        checkLength(context, draft.text());
        return decide(context, draft.author(), draft)
                .handleAsync(
                        (decided, refused) -> {
                            if (refused != null) {
                                session.fail(send, requestId, refused);
                                return null;
                            }
                            member.room.localUsers.typing(member.user.id(), false);
                            place(context, decided, member.room.settings)
                                    .whenCompleteAsync(
                                            (receipt, error) -> {
                                                if (error != null) {
                                                    session.fail(send, requestId, error);
                                                } else {
                                                    session.reply(requestId, new ServerReply.Sent(receipt));
                                                }
                                            },
                                            session.onLane);
                            return null;
                        },
                        session.onLane);
    }

    /** The last step, for users and host alike. */
    static CompletionStage<Receipt> place(EngineContext context, MessageDraft draft, RoomSettings settings) {
        checkLength(context, draft.text());
        return context.broker().publish(draft, settings.retention()).whenComplete((receipt, error) -> {
            if (error == null) {
                context.listener().tell(listener -> listener.published(draft, receipt));
            }
        });
    }

    private static CompletableFuture<MessageDraft> decide(EngineContext context, User user, MessageDraft draft) {
        RoomId roomId = draft.roomId();
        CompletableFuture<MessageDraft> decided = context.policies()
                .ask(
                        context.authorizer(),
                        () -> context.authorizer().maySend(user, roomId).thenApply(allowed -> {
                            if (!allowed) {
                                throw new ChatException(ErrorCode.FORBIDDEN, "you may not write in this room");
                            }
                            return draft;
                        }));
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
        checkLength(context, after.text());
        return after;
    }

    /** How long a text may be on this service; what else a message may be its builder sees to. On every road: users', interceptors', the host's. */
    static void checkLength(EngineContext context, String text) {
        int most = context.limits().maxMessageLength();
        int length = text.length();
        if (length > most) {
            throw new ChatException(
                    ErrorCode.MESSAGE_TOO_LONG, "a message may have " + most + " characters, this one has " + length);
        }
    }
}

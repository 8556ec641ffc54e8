package dev.parlance.command;

import dev.parlance.model.ActOnMessage;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code pin_message}: pins a message, or does so no more. What is so already stays so, and is a success. */
final class PinMessage extends Command<ClientCommand.PinMessage> {
    private final Subject subject;

    PinMessage(Gate gate, Session session, ClientCommand.PinMessage command, long requestId) {
        super(gate, session, command, requestId);
        this.subject = new Subject(this, command.roomId(), command.messageId());
    }

    @Override
    void check() {
        subject.check();
    }

    /** All of the message is told. */
    @Override
    CompletionStage<Void> prepare() {
        return subject.read();
    }

    @Override
    boolean isOpenWithoutRecord() {
        return true;
    }

    @Override
    long bytesCaused() {
        return Rates.sent(2L * subject.seen().text().length(), subject.audience());
    }

    @Override
    Action action() {
        return new Action.Pin(command().roomId(), command().messageId());
    }

    @Override
    CompletionStage<Void> run() {
        User by = session.user();
        return Changing.place(context, subject.seen(), this::pinned, next -> act(next, by))
                .thenAcceptAsync(
                        message -> reply(
                                new ServerReply.Changed(message.roomId(), message.id(), message.changeOffset(), null)),
                        session.onLane());
    }

    private CompletionStage<Message> pinned(Message seen) {
        boolean on = command().on();
        if (on && seen.deleted()) {
            throw new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "the message was deleted");
        }
        Message next = seen.pinnedAt().isPresent() == on
                ? seen
                : seen.toBuilder()
                        .pinnedAt(on ? context.clock().instant() : null)
                        .build();
        return subject.whileIn(CompletableFuture.completedFuture(next));
    }

    private ActOnMessage act(Message next, User by) {
        ActOnMessage.Kind kind = command().on() ? ActOnMessage.Kind.PINNED : ActOnMessage.Kind.UNPINNED;
        return ActOnMessage.builder(kind, next).by(by, sessionId()).build();
    }
}

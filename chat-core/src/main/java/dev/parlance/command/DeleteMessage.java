package dev.parlance.command;

import dev.parlance.model.ActOnMessage;
import dev.parlance.model.Message;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code delete_message}: takes back what was said. What is deleted already stays so, and is a success. */
final class DeleteMessage extends Command<ClientCommand.DeleteMessage> {
    private final Subject subject;

    DeleteMessage(Gate gate, Session session, ClientCommand.DeleteMessage command, long requestId) {
        super(gate, session, command, requestId);
        this.subject = new Subject(this, command.roomId(), command.messageId());
    }

    @Override
    void check() {
        subject.check();
    }

    @Override
    CompletionStage<Void> prepare() {
        return subject.read();
    }

    @Override
    boolean changesAnothers() {
        return subject.isAnothers();
    }

    /** For what one said oneself, see {@link #changesAnothers}. */
    @Override
    boolean isOpenWithoutRecord() {
        return true;
    }

    @Override
    long bytesCaused() {
        return Rates.sent(0, subject.audience());
    }

    @Override
    Action action() {
        return new Action.Delete(
                command().roomId(),
                command().messageId(),
                subject.seen().author().id());
    }

    @Override
    CompletionStage<Void> run() {
        User deleter = session.user();
        return Changing.place(context, subject.seen(), this::deleted, next -> act(next, deleter))
                .thenAcceptAsync(
                        message -> reply(
                                new ServerReply.Changed(message.roomId(), message.id(), message.changeOffset(), null)),
                        session.onLane());
    }

    private CompletionStage<Message> deleted(Message seen) {
        return subject.whileIn(CompletableFuture.completedFuture(
                seen.deleted() ? seen : seen.toBuilder().deleted().build()));
    }

    private ActOnMessage act(Message deleted, User deleter) {
        return ActOnMessage.builder(ActOnMessage.Kind.DELETED, deleted)
                .by(deleter, sessionId())
                .build();
    }
}

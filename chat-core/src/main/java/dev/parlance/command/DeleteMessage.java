package dev.parlance.command;

import dev.parlance.model.ActOnMessage;
import dev.parlance.model.Message;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code delete_message}: takes back what was said. What is deleted already stays so, and is a success. */
final class DeleteMessage extends MessageCommand<ClientCommand.DeleteMessage> {
    DeleteMessage(Gate gate, Session session, ClientCommand.DeleteMessage command, long requestId) {
        super(gate, session, command, new Subject(command.roomId(), command.messageId()), requestId);
    }

    @Override
    boolean changesAnothers() {
        return subject.isAnothersThan(session.user());
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
    ActOnMessage.Kind kind() {
        return ActOnMessage.Kind.DELETED;
    }

    @Override
    CompletionStage<Message> decide(Message seen, User by) {
        return CompletableFuture.completedFuture(Conversation.deleted(seen));
    }
}

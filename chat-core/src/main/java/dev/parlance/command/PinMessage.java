package dev.parlance.command;

import dev.parlance.model.ActOnMessage;
import dev.parlance.model.Message;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code pin_message}: pins a message, or does so no more. What is so already stays so, and is a success. */
final class PinMessage extends MessageCommand<ClientCommand.PinMessage> {
    PinMessage(Gate gate, Session session, ClientCommand.PinMessage command, long requestId) {
        super(gate, session, command, new Subject(command.roomId(), command.messageId()), requestId);
    }

    /** All of the message is told. */
    @Override
    long bytesCaused() {
        return Rates.sent(2L * subject.seen().text().length(), subject.audience());
    }

    @Override
    Action action() {
        return new Action.Pin(command().roomId(), command().messageId());
    }

    @Override
    ActOnMessage.Kind kind() {
        return command().on() ? ActOnMessage.Kind.PINNED : ActOnMessage.Kind.UNPINNED;
    }

    @Override
    CompletionStage<Message> decide(Message seen, User by) {
        return CompletableFuture.completedFuture(
                gate.conversation.pinned(seen, command().on()));
    }
}

package dev.parlance.command;

import dev.parlance.model.Reaction;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code react}: adds a reaction of the user to a message, or takes one back. Its answer comes when it was told, with what others added in the same moment. */
final class React extends Command<ClientCommand.React> {
    /** Nobody reads the message for it: the store alone knows whether it is there, and adding up is its own. */
    private final Subject subject;

    React(Gate gate, Session session, ClientCommand.React command, long requestId) {
        super(gate, session, command, requestId);
        this.subject = new Subject(command.roomId(), command.messageId());
    }

    @Override
    void check() {
        subject.check(session);
    }

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
        return new Action.React(command().roomId(), command().messageId());
    }

    /** Completes when the store has it, so that what a session adds and takes away keeps its order. */
    @Override
    CompletionStage<Void> run() {
        requireStillIn(subject.membership());
        User by = session.user();
        Reaction reaction = new Reaction(command().emoji(), by.id(), command().on());
        return gate.conversation
                .react(command().roomId(), command().messageId(), reaction, new Conversation.Doer(by, sessionId()))
                .thenAcceptAsync(this::answer, session.onLane());
    }

    private void answer(Conversation.Reacted reacted) {
        reacted.told()
                .whenCompleteAsync(
                        (message, error) -> {
                            if (error != null) {
                                fail(error);
                                return;
                            }
                            reply(new ServerReply.Changed(
                                    message.roomId(), message.id(), message.changeOffset(), null));
                        },
                        session.onLane());
    }
}

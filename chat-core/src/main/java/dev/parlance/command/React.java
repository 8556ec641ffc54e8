package dev.parlance.command;

import dev.parlance.host.LatestMessage;
import dev.parlance.model.ActOnMessage;
import dev.parlance.model.Message;
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
        return within(context.broker()
                        .react(command().roomId(), command().messageId().position(), reaction))
                .thenAcceptAsync(changed -> told(changed, reaction, by), session.onLane());
    }

    private void told(boolean changed, Reaction reaction, User by) {
        CompletionStage<Message> told = changed
                ? gate.tellings.after(command().roomId(), command().messageId())
                : within(LatestMessage.read(
                        context, command().roomId(), command().messageId()));
        told.whenCompleteAsync(
                (message, error) -> {
                    if (error != null) {
                        fail(error);
                        return;
                    }
                    if (changed) {
                        tellHost(message, reaction, by);
                    }
                    reply(new ServerReply.Changed(message.roomId(), message.id(), message.changeOffset(), null));
                },
                session.onLane());
    }

    private void tellHost(Message message, Reaction reaction, User by) {
        ActOnMessage.Kind kind = reaction.on() ? ActOnMessage.Kind.REACTED : ActOnMessage.Kind.UNREACTED;
        ActOnMessage act = ActOnMessage.builder(kind, message)
                .by(by, sessionId())
                .reaction(reaction)
                .build();
        context.placements().acted(act);
    }
}

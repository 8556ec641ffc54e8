package dev.parlance.command;

import dev.parlance.model.ActOnMessage;
import dev.parlance.model.Message;
import dev.parlance.model.User;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A request that makes something else of a message that is there: who is in the room asks for it, the message is read before a right to it is asked for, what becomes of it is decided from its latest
 * state, and the host's listener hears who did it by which session. What is so already stays so, and is a success.
 */
abstract class MessageCommand<C extends ClientCommand> extends Command<C> {
    final Subject subject;

    MessageCommand(Gate gate, Session session, C command, Subject subject, long requestId) {
        super(gate, session, command, requestId);
        this.subject = subject;
    }

    @Override
    void check() {
        subject.check(session);
    }

    @Override
    final CompletionStage<Void> prepare() {
        return subject.read(context);
    }

    /** What others said is another matter, see {@link #changesAnothers}. */
    @Override
    final boolean isOpenWithoutRecord() {
        return true;
    }

    /** What is told of it. */
    abstract ActOnMessage.Kind kind();

    /**
     * Decides what shall become of it. On the lane or, when somebody else was faster, on any thread.
     *
     * @param seen its latest state; to be returned if nothing is to change
     * @param by who asked for it
     * @return completes on any thread
     */
    abstract CompletionStage<Message> decide(Message seen, User by);

    /** What the answer says of when it was edited; null if the request was not about that. */
    @Nullable
    Instant editedAt(Message placed) {
        return null;
    }

    @Override
    final CompletionStage<Void> run() {
        User by = session.user();
        return gate.conversation
                .change(
                        subject.seen(),
                        seen -> whileIn(decide(seen, by)),
                        kind(),
                        new Conversation.Doer(by, sessionId()))
                .thenAcceptAsync(this::answer, session.onLane());
    }

    /** After a wait: fails if the user was taken out of the room meanwhile. Completes on the lane. */
    private CompletionStage<Message> whileIn(CompletionStage<Message> decided) {
        return decided.thenApplyAsync(
                next -> {
                    requireStillIn(subject.membership());
                    return next;
                },
                session.onLane());
    }

    private void answer(Message placed) {
        reply(new ServerReply.Changed(placed.roomId(), placed.id(), placed.changeOffset(), editedAt(placed)));
    }
}

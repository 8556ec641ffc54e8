package dev.parlance.command;

import dev.parlance.model.ActOnMessage;
import dev.parlance.model.Message;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code edit_message}: says something else in the place of what was said, past the host's interceptors as a new message would go. */
final class EditMessage extends Command<ClientCommand.EditMessage> {
    private final Subject subject;

    EditMessage(Gate gate, Session session, ClientCommand.EditMessage command, long requestId) {
        super(gate, session, command, requestId);
        this.subject = new Subject(this, command.roomId(), command.messageId());
    }

    @Override
    void check() {
        subject.check();
        command().edit().text().ifPresent(text -> Publishing.checkLength(context, text));
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

    /** All of the message is told, also what the edit leaves as it is. */
    @Override
    long bytesCaused() {
        MessageEdit edit = command().edit();
        Message seen = subject.seen();
        long kept = edit.text().isPresent() ? 0 : 2L * seen.text().length();
        return Rates.sent(command().bytes() + kept, subject.audience());
    }

    @Override
    Action action() {
        return new Action.Edit(
                command().roomId(),
                command().messageId(),
                subject.seen().author().id());
    }

    @Override
    CompletionStage<Void> run() {
        User editor = session.user();
        return Changing.place(context, subject.seen(), seen -> edited(seen, editor), next -> act(next, editor))
                .thenAcceptAsync(
                        message -> reply(new ServerReply.Changed(
                                message.roomId(),
                                message.id(),
                                message.changeOffset(),
                                message.editedAt().orElse(null))),
                        session.onLane());
    }

    private CompletionStage<Message> edited(Message seen, User editor) {
        Message next = command().edit().on(seen, context.clock().instant());
        return subject.whileIn(
                mentioning(seen, next, editor).thenCompose(decided -> Interception.ofEdit(context, decided)));
    }

    /** A mention of the room that is new is a right of its own: without it the message goes on without the mention. */
    private CompletableFuture<Message> mentioning(Message seen, Message next, User editor) {
        if (!next.mentionsRoom() || seen.mentionsRoom()) {
            return CompletableFuture.completedFuture(next);
        }
        return gate.may(editor, new Action.MentionRoom(next.roomId()))
                .thenApply(
                        may -> may ? next : next.toBuilder().mentionsRoom(false).build());
    }

    private ActOnMessage act(Message edited, User editor) {
        return ActOnMessage.builder(ActOnMessage.Kind.EDITED, edited)
                .by(editor, sessionId())
                .build();
    }
}

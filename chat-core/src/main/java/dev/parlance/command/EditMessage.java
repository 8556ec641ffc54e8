package dev.parlance.command;

import dev.parlance.file.Attaching;
import dev.parlance.model.ActOnMessage;
import dev.parlance.model.FileId;
import dev.parlance.model.Message;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code edit_message}: says something else in the place of what was said, past the host's interceptors as a new message would go. */
final class EditMessage extends MessageCommand<ClientCommand.EditMessage> {
    EditMessage(Gate gate, Session session, ClientCommand.EditMessage command, long requestId) {
        super(gate, session, command, new Subject(command.roomId(), command.messageId()), requestId);
    }

    @Override
    void check() {
        super.check();
        command().edit().text().ifPresent(text -> Publishing.checkLength(context, text));
    }

    @Override
    boolean changesAnothers() {
        return subject.isAnothersThan(session.user());
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
    ActOnMessage.Kind kind() {
        return ActOnMessage.Kind.EDITED;
    }

    @Override
    CompletionStage<Message> decide(Message seen, User by) {
        List<FileId> files = command().attachments();
        return files == null
                ? decide(seen, command().edit(), by)
                : Attaching.files(context, seen, by.id(), files)
                        .thenCompose(found -> decide(
                                seen,
                                command().edit().toBuilder().attachments(found).build(),
                                by));
    }

    private CompletionStage<Message> decide(Message seen, MessageEdit edit, User by) {
        Message next = gate.conversation.edited(seen, edit);
        return mentioning(seen, next, by).thenCompose(decided -> Interception.ofEdit(context, decided, by));
    }

    /** A mention of the room that is new is a right of its own: without it the message goes on without the mention. */
    private CompletableFuture<Message> mentioning(Message seen, Message next, User by) {
        if (!next.mentionsRoom() || seen.mentionsRoom()) {
            return CompletableFuture.completedFuture(next);
        }
        return gate.may(by, new Action.MentionRoom(next.roomId()))
                .thenApply(
                        may -> may ? next : next.toBuilder().mentionsRoom(false).build());
    }

    @Override
    @Nullable
    Instant editedAt(Message placed) {
        return placed.editedAt().orElse(null);
    }
}

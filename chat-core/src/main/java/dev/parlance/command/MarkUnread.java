package dev.parlance.command;

import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import java.util.concurrent.CompletionStage;

/** {@code mark_unread}: the user wants to come again to what is behind a position. */
final class MarkUnread extends MarkingCommand<ClientCommand.MarkUnread> {
    MarkUnread(Gate gate, Session session, ClientCommand.MarkUnread command, long requestId) {
        super(gate, session, command, command.roomId(), requestId);
    }

    @Override
    CompletionStage<Void> run() {
        ClientCommand.MarkUnread asked = command();
        return gate.marks
                .unread(session.user().id(), asked.roomId(), asked.behind(), asked.version(), sessionId())
                .thenAcceptAsync(this::answer, session.onLane());
    }
}

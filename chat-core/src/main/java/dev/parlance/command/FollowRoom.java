package dev.parlance.command;

import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import java.util.concurrent.CompletionStage;

/** {@code follow_room}: the user follows a room, in which nothing is unread then. */
final class FollowRoom extends MarkingCommand<ClientCommand.FollowRoom> {
    FollowRoom(Gate gate, Session session, ClientCommand.FollowRoom command, long requestId) {
        super(gate, session, command, command.roomId(), requestId);
    }

    @Override
    CompletionStage<Void> run() {
        return gate.marks
                .follow(session.user().id(), command().roomId(), sessionId())
                .thenAcceptAsync(this::answer, session.onLane());
    }
}

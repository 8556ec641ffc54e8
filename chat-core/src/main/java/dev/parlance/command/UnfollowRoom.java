package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code unfollow_room}: the user does not follow a room any more, which is everybody's own affair. */
final class UnfollowRoom extends Command<ClientCommand.UnfollowRoom> {
    UnfollowRoom(Gate gate, Session session, ClientCommand.UnfollowRoom command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    long bytesCaused() {
        return 0;
    }

    @Override
    CompletionStage<Void> run() {
        RoomId roomId = command().roomId();
        return gate.marks
                .unfollow(session.user().id(), roomId, sessionId())
                .thenAcceptAsync(done -> reply(new ServerReply.Done(roomId)), session.onLane());
    }
}

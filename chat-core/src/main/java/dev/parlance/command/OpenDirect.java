package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code open_direct}: the one room of two. */
final class OpenDirect extends Command<ClientCommand.OpenDirect> {
    OpenDirect(Gate gate, Session session, ClientCommand.OpenDirect command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    Action action() {
        UserId other = command().userId();
        return new Action.OpenDirect(RoomId.direct(session.user().id(), other), other);
    }

    @Override
    long bytesCaused() {
        return 0;
    }

    @Override
    CompletionStage<Void> run() {
        UserId userId = session.user().id();
        return DirectRooms.open(context, userId, command().userId(), () -> gate.creations.take(userId))
                .thenAcceptAsync(roomId -> reply(new ServerReply.Done(roomId)), session.onLane());
    }
}

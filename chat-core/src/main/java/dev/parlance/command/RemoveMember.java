package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code remove_member}: takes a member away. */
final class RemoveMember extends Command<ClientCommand.RemoveMember> {
    RemoveMember(Gate gate, Session session, ClientCommand.RemoveMember command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    void check() {
        Members.requireManaged(command().roomId());
    }

    @Override
    Action action() {
        return new Action.ManageMember(command().roomId(), command().userId(), null);
    }

    @Override
    long bytesCaused() {
        return toldToAll(command().roomId(), 0);
    }

    @Override
    CompletionStage<Void> run() {
        RoomId roomId = command().roomId();
        UserId userId = command().userId();
        return within(context.broker().removeMember(roomId, userId))
                .thenCompose(gone -> gate.marks.byTheWay(gate.marks.unfollow(userId, roomId, null)))
                .thenAcceptAsync(gone -> reply(new ServerReply.Done(roomId)), session.onLane());
    }
}

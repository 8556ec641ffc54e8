package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code add_member}: makes someone a member, or gives a member another role. */
final class AddMember extends Command<ClientCommand.AddMember> {
    AddMember(Gate gate, Session session, ClientCommand.AddMember command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    void check() {
        Members.requireManaged(command().roomId());
    }

    @Override
    Action action() {
        return new Action.ManageMember(
                command().roomId(), command().userId(), command().role());
    }

    @Override
    long bytesCaused() {
        return toldToAll(command().roomId(), 0);
    }

    @Override
    CompletionStage<Void> run() {
        RoomId roomId = command().roomId();
        return within(context.broker()
                        .putMember(
                                roomId,
                                command().userId(),
                                command().role(),
                                context.limits().maxRoomMembers()))
                .thenCompose(member -> gate.marks
                        .byTheWay(gate.marks.follow(member.userId(), roomId, null))
                        .thenApply(done -> member))
                .thenAcceptAsync(member -> reply(new ServerReply.Membership(roomId, member)), session.onLane());
    }
}

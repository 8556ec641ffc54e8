package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code get_members}: reads some of those whom a room's record names. */
final class ReadMembers extends Command<ClientCommand.ReadMembers> {
    ReadMembers(Gate gate, Session session, ClientCommand.ReadMembers command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    public boolean readsLog() {
        return true; // it is long and has to be paid for, as that is
    }

    @Override
    Action action() {
        return new Action.Read(command().roomId());
    }

    @Override
    long bytesCaused() {
        return 0;
    }

    @Override
    CompletionStage<Void> run() {
        RoomId roomId = command().roomId();
        return readLong(
                () -> context.broker()
                        .roomMembers(roomId, command().limit(), command().after()),
                page -> MEMBER_BYTES * page.members().size(),
                page -> reply(new ServerReply.RoomMembers(roomId, page)));
    }
}

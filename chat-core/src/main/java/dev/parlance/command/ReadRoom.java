package dev.parlance.command;

import dev.parlance.broker.RoomDirectory;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code get_room}: reads a room's record. */
final class ReadRoom extends Command<ClientCommand.ReadRoom> {
    ReadRoom(Gate gate, Session session, ClientCommand.ReadRoom command, long requestId) {
        super(gate, session, command, requestId);
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
        return within(context.broker().room(command().roomId()))
                .thenAcceptAsync(
                        found -> reply(new ServerReply.Room(found.orElseThrow(RoomDirectory::noRecord))),
                        session.onLane());
    }
}

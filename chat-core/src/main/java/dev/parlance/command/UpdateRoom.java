package dev.parlance.command;

import dev.parlance.broker.RoomDirectory;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomRecord;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code update_room}: changes a room's record, if the client has seen its present state. */
final class UpdateRoom extends Command<ClientCommand.UpdateRoom> {
    UpdateRoom(Gate gate, Session session, ClientCommand.UpdateRoom command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    Action action() {
        return new Action.UpdateRoom(command().roomId());
    }

    @Override
    long bytesCaused() {
        return toldToAll(command().roomId(), command().bytes());
    }

    @Override
    CompletionStage<Void> run() {
        return within(context.broker()
                        .room(command().roomId())
                        .thenCompose(
                                found -> context.broker().updateRoom(next(found.orElseThrow(RoomDirectory::noRecord)))))
                .thenAcceptAsync(kept -> reply(new ServerReply.Room(kept)), session.onLane());
    }

    private RoomRecord next(RoomRecord seen) {
        if (seen.version() != command().version()) {
            throw new ChatException(
                    ErrorCode.EDIT_CONFLICT,
                    "the room's record has changed meanwhile: it is of version " + seen.version());
        }
        return command().says().on(seen.toBuilder());
    }
}

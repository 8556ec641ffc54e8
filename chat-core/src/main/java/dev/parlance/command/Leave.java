package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code leave_room}: the session leaves by word, without a grace. */
final class Leave extends Command<ClientCommand.Leave> {
    Leave(Gate gate, Session session, ClientCommand.Leave command, long requestId) {
        super(gate, session, command, requestId);
    }

    /** Whoever goes is never held back; what its going says is paid for with its coming: {@link Rates#noticed}. */
    @Override
    long bytesCaused() {
        return 0;
    }

    @Override
    CompletionStage<Void> run() {
        RoomId roomId = command().roomId();
        session.leave(session.require(roomId), false);
        reply(new ServerReply.Done(roomId));
        return DONE;
    }
}

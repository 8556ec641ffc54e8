package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code typing}: the user types, still types, or has stopped. */
final class Typing extends Command<ClientCommand.Typing> {
    Typing(Gate gate, Session session, ClientCommand.Typing command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    CompletionStage<Void> run() {
        RoomId roomId = command().roomId();
        session.require(roomId).typing(command().typing());
        reply(new ServerReply.Done(roomId));
        return DONE;
    }
}

package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code get_history}: reads a part of a room's log. */
final class ReadHistory extends Command<ClientCommand.ReadHistory> {
    ReadHistory(Gate gate, Session session, ClientCommand.ReadHistory command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    public boolean readsLog() {
        return true;
    }

    @Override
    void check() {
        session.require(command().roomId());
    }

    @Override
    CompletionStage<Void> run() {
        RoomId roomId = command().roomId();
        return within(context.broker().history(roomId, command().query()))
                .thenComposeAsync(
                        page -> session.whenWritable(() -> reply(new ServerReply.History(roomId, page))),
                        session.onLane());
    }
}

package dev.parlance.command;

import dev.parlance.host.LatestMessage;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.LongAnswers;
import dev.parlance.transport.ServerReply;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** {@code get_message}: reads one message in its latest state. */
final class ReadMessage extends ReadingCommand<ClientCommand.ReadMessage> {
    ReadMessage(Gate gate, Session session, ClientCommand.ReadMessage command, long requestId) {
        super(gate, session, command, command.roomId(), requestId);
    }

    @Override
    CompletionStage<Void> run() {
        RoomId roomId = command().roomId();
        UserId reader = session.user().id();
        return read(
                () -> LatestMessage.read(context, roomId, command().messageId())
                        .thenCompose(found -> WithOwnReactions.of(context, roomId, reader, found, List.of(found))),
                found -> LongAnswers.bytes(List.of(found.read())),
                found -> reply(new ServerReply.OneMessage(found.read(), found.own())));
    }
}

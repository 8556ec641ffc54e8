package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.LongAnswers;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code get_pins}: reads the pinned messages of a room, pinned last first. */
final class ReadPins extends ReadingCommand<ClientCommand.ReadPins> {
    ReadPins(Gate gate, Session session, ClientCommand.ReadPins command, long requestId) {
        super(gate, session, command, command.roomId(), requestId);
    }

    @Override
    CompletionStage<Void> run() {
        RoomId roomId = command().roomId();
        UserId reader = session.user().id();
        return read(
                () -> gate.conversation
                        .pins(roomId)
                        .thenCompose(page -> WithOwnReactions.of(context, roomId, reader, page, page.messages())),
                page -> LongAnswers.bytes(page.read().messages()),
                page -> reply(new ServerReply.Messages(roomId, null, page.read(), page.own())));
    }
}

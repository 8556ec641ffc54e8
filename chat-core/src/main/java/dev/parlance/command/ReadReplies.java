package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.LongAnswers;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code get_replies}: reads what answers a message, the oldest first. */
final class ReadReplies extends ReadingCommand<ClientCommand.ReadReplies> {
    ReadReplies(Gate gate, Session session, ClientCommand.ReadReplies command, long requestId) {
        super(gate, session, command, command.roomId(), requestId);
    }

    @Override
    CompletionStage<Void> run() {
        ClientCommand.ReadReplies asked = command();
        RoomId roomId = asked.roomId();
        UserId reader = session.user().id();
        return read(
                () -> gate.conversation
                        .replies(roomId, asked.messageId(), asked.limit(), asked.after())
                        .thenCompose(page -> WithOwnReactions.of(context, roomId, reader, page, page.messages())),
                page -> LongAnswers.bytes(page.read().messages()),
                page -> reply(new ServerReply.Messages(roomId, asked.messageId(), page.read(), page.own())));
    }
}

package dev.parlance.command;

import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code get_readers}: reads who has read a message. */
final class ReadReaders extends ReadingCommand<ClientCommand.ReadReaders> {
    ReadReaders(Gate gate, Session session, ClientCommand.ReadReaders command, long requestId) {
        super(gate, session, command, command.roomId(), requestId);
    }

    @Override
    CompletionStage<Void> run() {
        ClientCommand.ReadReaders asked = command();
        return read(
                () -> gate.conversation.readers(asked.roomId(), asked.messageId(), asked.limit(), asked.after()),
                page -> MEMBER_BYTES * page.users().size(),
                page -> reply(new ServerReply.Users(asked.roomId(), asked.messageId(), page)));
    }
}

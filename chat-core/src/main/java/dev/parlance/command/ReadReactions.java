package dev.parlance.command;

import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code get_reactions}: reads who reacted to a message with one thing. */
final class ReadReactions extends ReadingCommand<ClientCommand.ReadReactions> {
    ReadReactions(Gate gate, Session session, ClientCommand.ReadReactions command, long requestId) {
        super(gate, session, command, command.roomId(), requestId);
    }

    @Override
    CompletionStage<Void> run() {
        ClientCommand.ReadReactions asked = command();
        return read(
                () -> gate.conversation.reactors(
                        asked.roomId(), asked.messageId(), asked.emoji(), asked.limit(), asked.after()),
                page -> MEMBER_BYTES * page.users().size(),
                page -> reply(new ServerReply.Users(asked.roomId(), asked.messageId(), page)));
    }
}

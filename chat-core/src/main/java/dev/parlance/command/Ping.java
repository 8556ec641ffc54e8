package dev.parlance.command;

import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code ping}: a sign of life. */
final class Ping extends Command<ClientCommand.Ping> {
    Ping(Gate gate, Session session, ClientCommand.Ping command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    boolean isForStrangers() {
        return true;
    }

    @Override
    long bytesCaused() {
        return 0;
    }

    @Override
    CompletionStage<Void> run() {
        reply(new ServerReply.Pong());
        return DONE;
    }
}

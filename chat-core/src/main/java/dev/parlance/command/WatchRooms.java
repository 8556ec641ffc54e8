package dev.parlance.command;

import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code watch_rooms}: this connection hears what concerns its user in whichever room, or does so no more. */
final class WatchRooms extends Command<ClientCommand.WatchRooms> {
    WatchRooms(Gate gate, Session session, ClientCommand.WatchRooms command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    long bytesCaused() {
        return 0;
    }

    @Override
    CompletionStage<Void> run() {
        if (!command().on()) {
            gate.watchers.unwatch(session);
            reply(new ServerReply.Watching(false));
            return DONE;
        }
        return gate.watchers
                .watch(session)
                .thenAcceptAsync(done -> reply(new ServerReply.Watching(true)), session.onLane());
    }
}

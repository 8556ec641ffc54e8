package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.room.Membership;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.LongAnswers;
import dev.parlance.transport.ServerReply;
import java.util.concurrent.CompletionStage;

/** {@code get_history}: reads a part of a room's log. */
final class ReadHistory extends Command<ClientCommand.ReadHistory> {
    @SuppressWarnings("NullAway.Init") // check comes first
    private Membership membership;

    ReadHistory(Gate gate, Session session, ClientCommand.ReadHistory command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    public boolean readsLog() {
        return true;
    }

    @Override
    void check() {
        membership = session.require(command().roomId());
    }

    @Override
    boolean isOpenWithoutRecord() {
        return true;
    }

    @Override
    long bytesCaused() {
        return 0;
    }

    @Override
    CompletionStage<Void> run() {
        RoomId roomId = command().roomId();
        UserId reader = session.user().id();
        return readLong(
                () -> context.broker()
                        .history(roomId, command().query())
                        .thenCompose(page -> WithOwnReactions.of(context, roomId, reader, page, page.messages())),
                page -> LongAnswers.bytes(page.read().messages()),
                page -> {
                    requireStillIn(membership);
                    reply(new ServerReply.History(roomId, page.read(), page.own()));
                });
    }
}

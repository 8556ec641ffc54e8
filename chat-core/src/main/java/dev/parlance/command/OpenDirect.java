package dev.parlance.command;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code open_direct}: the one room of two, made when the first of them opens it. However many open it at once, it is one. */
final class OpenDirect extends Command<ClientCommand.OpenDirect> {
    OpenDirect(Gate gate, Session session, ClientCommand.OpenDirect command, long requestId) {
        super(gate, session, command, requestId);
    }

    private RoomId roomId() {
        return RoomId.direct(session.user().id(), command().userId());
    }

    @Override
    Action action() {
        return new Action.OpenDirect(roomId(), command().userId());
    }

    @Override
    long bytesCaused() {
        return 0;
    }

    @Override
    CompletionStage<Void> run() {
        RoomId roomId = roomId();
        return within(context.broker().room(roomId).thenCompose(found -> found.isPresent() ? DONE : create(roomId)))
                .thenAcceptAsync(there -> reply(new ServerReply.Done(roomId)), session.onLane());
    }

    private CompletionStage<Void> create(RoomId roomId) {
        gate.creations.take(session.user().id());
        RoomRecord record = RoomRecord.builder(roomId, RoomKind.DIRECT).build();
        Map<UserId, RoomRole> both =
                Map.of(session.user().id(), RoomRole.MEMBER, command().userId(), RoomRole.MEMBER);
        return context.broker()
                .createRoom(record, both)
                .<CompletionStage<Void>>handle(
                        (kept, error) -> isThere(error) ? DONE : CompletableFuture.failedFuture(error))
                .thenCompose(stage -> stage);
    }

    private static boolean isThere(@Nullable Throwable error) {
        return error == null
                || (ChatException.causeOf(error) instanceof ChatException refusal
                        && refusal.code() == ErrorCode.ROOM_EXISTS);
    }
}

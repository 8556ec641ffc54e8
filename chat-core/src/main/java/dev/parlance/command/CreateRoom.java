package dev.parlance.command;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** {@code create_room}: gives a room a record, whose owner is who asks. A room that is in use without one is everybody's, and nobody's to take. */
final class CreateRoom extends Command<ClientCommand.CreateRoom> {
    CreateRoom(Gate gate, Session session, ClientCommand.CreateRoom command, long requestId) {
        super(gate, session, command, requestId);
    }

    @Override
    void check() {
        if (command().roomId().isDirect()) {
            throw new ChatException(
                    ErrorCode.INVALID_ROOM_ID,
                    "room ids that begin with " + RoomId.DIRECT_PREFIX + " are those of open_direct");
        }
    }

    @Override
    Action action() {
        return new Action.CreateRoom(command().roomId(), command().kind());
    }

    @Override
    long bytesCaused() {
        return toldToAll(command().roomId(), command().bytes());
    }

    @Override
    CompletionStage<Void> run() {
        RoomRecord record = command()
                .says()
                .on(RoomRecord.builder(command().roomId(), command().kind()));
        UserId owner = session.user().id();
        gate.creations.take(owner);
        return within(unused(owner)
                        .thenCompose(unused -> context.broker().createRoom(record, Map.of(owner, RoomRole.OWNER))))
                .thenCompose(kept -> gate.marks
                        .byTheWay(gate.marks.follow(owner, kept.id(), sessionId()))
                        .thenApply(done -> kept))
                .thenAcceptAsync(kept -> reply(new ServerReply.Room(kept)), session.onLane());
    }

    private CompletionStage<Void> unused(UserId owner) {
        RoomId roomId = command().roomId();
        return context.broker()
                .members(roomId)
                .thenCombine(
                        context.broker().history(roomId, HistoryQuery.newest(1)),
                        (present, page) -> page.position().offset() == 0
                                && present.members().stream()
                                        .allMatch(each -> each.id().equals(owner)))
                .thenAccept(free -> {
                    if (!free) {
                        throw new ChatException(ErrorCode.ROOM_EXISTS, "this room is in use");
                    }
                });
    }
}

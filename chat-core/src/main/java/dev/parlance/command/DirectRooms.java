package dev.parlance.command;

import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The rooms of two: made when one of them, or the host for them, opens it first. However many open it at once, it is one. Any thread. */
public final class DirectRooms {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private DirectRooms() {}

    /**
     * Opens the room of two users.
     *
     * @param first is run before it is made, if it is not there yet; what that throws fails it
     * @return completes with which it is, once it is there; fails with {@link ErrorCode#INVALID_USER} if they are one
     */
    public static CompletionStage<RoomId> open(EngineContext context, UserId one, UserId other, Runnable first) {
        RoomId roomId = RoomId.direct(one, other);
        CompletionStage<Void> opened = context.broker().room(roomId).thenCompose(found -> {
            if (found.isPresent()) {
                return DONE;
            }
            first.run();
            return create(context, roomId, Map.of(one, RoomRole.MEMBER, other, RoomRole.MEMBER));
        });
        return Deadline.within(context, opened.thenApply(there -> roomId));
    }

    private static CompletionStage<Void> create(EngineContext context, RoomId roomId, Map<UserId, RoomRole> both) {
        RoomRecord record = RoomRecord.builder(roomId, RoomKind.DIRECT).build();
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

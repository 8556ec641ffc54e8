package dev.parlance.archive;

import dev.parlance.broker.LogArchiving;
import dev.parlance.broker.MessageLog;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Brings messages back into a log that has forgotten them, so that what is done with them there takes the same road as with any other. Any thread. */
final class BroughtBack {
    private static final int MOST = 5;

    private final MessageLog log;
    private final LogArchiving archiving;
    private final ArchiveStore store;
    private final LogLives lives;

    BroughtBack(MessageLog log, LogArchiving archiving, ArchiveStore store, LogLives lives) {
        this.log = log;
        this.archiving = archiving;
        this.store = store;
        this.lives = lives;
    }

    /** Does something with a message, which is brought back first if the log has forgotten it. */
    <T> CompletionStage<T> within(RoomId roomId, Position posted, Supplier<CompletionStage<T>> operation) {
        return Repeating.until(
                () -> lives.within(roomId, operation),
                Repeating.code(ErrorCode.MESSAGE_NOT_FOUND),
                () -> bringBack(roomId, posted).thenApply(there -> {
                    if (!there) {
                        throw new ChatException(
                                ErrorCode.MESSAGE_NOT_FOUND, "neither the history nor the archive has this message");
                    }
                    return true;
                }));
    }

    /** Sees to it that the log has a message; returns false if nobody has it. */
    CompletionStage<Boolean> ensure(RoomId roomId, Position posted) {
        return log.message(roomId, posted)
                .thenCompose(found ->
                        found.isPresent() ? CompletableFuture.completedStage(true) : bringBack(roomId, posted));
    }

    private CompletionStage<Boolean> bringBack(RoomId roomId, Position posted) {
        return lives.within(roomId, () -> bringBack(roomId, posted, MOST));
    }

    private CompletionStage<Boolean> bringBack(RoomId roomId, Position posted, int left) {
        // how far it is archived is read first: what was changed behind that and is forgotten again shows that what is
        // read next may be old
        return archiving
                .tail(roomId, 1)
                .thenCompose(tail -> store.message(roomId, posted)
                        .thenCompose(found -> found.isEmpty()
                                ? CompletableFuture.completedStage(false)
                                : archiving
                                        .restore(roomId, found.get(), tail.mark())
                                        .thenCompose(isBack -> isBack
                                                ? CompletableFuture.completedStage(true)
                                                : again(roomId, posted, left - 1))));
    }

    private CompletionStage<Boolean> again(RoomId roomId, Position posted, int left) {
        return left > 0
                ? bringBack(roomId, posted, left)
                : CompletableFuture.failedStage(new ChatException(
                        ErrorCode.BROKER_UNAVAILABLE, "too much changes in the room to bring back an old message now"));
    }
}

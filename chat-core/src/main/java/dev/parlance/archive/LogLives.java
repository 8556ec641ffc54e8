package dev.parlance.archive;

import dev.parlance.broker.LogArchiving;
import dev.parlance.broker.LogEndedException;
import dev.parlance.model.RoomId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Has logs begin behind what is archived of their rooms. Any thread. */
final class LogLives {
    private final LogArchiving log;
    private final ArchiveStore store;

    LogLives(LogArchiving log, ArchiveStore store) {
        this.log = log;
        this.store = store;
    }

    /** Does something with a log, which begins a new life first if its last one has ended. */
    <T> CompletionStage<T> within(RoomId roomId, Supplier<CompletionStage<T>> operation) {
        return Repeating.until(operation, LogEndedException.class::isInstance, () -> begin(roomId));
    }

    private CompletionStage<Void> begin(RoomId roomId) {
        return store.end(roomId).thenCompose(end -> log.begin(roomId, end.orElse(null)));
    }

    /** Has a log begin that was never written to, or was lost, if anything is archived of it; returns whether there is. */
    CompletionStage<Boolean> beginIfArchived(RoomId roomId) {
        return store.end(roomId)
                .thenCompose(end -> end.isEmpty()
                        ? CompletableFuture.completedStage(false)
                        : log.begin(roomId, end.get()).thenApply(done -> true));
    }
}

package dev.parlance.archive;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Who waits for the archive to have what they said. Any thread; completes nobody under its lock. */
final class Waiters {
    private final ScheduledExecutorService scheduler;
    private final Duration patience;
    private final Map<RoomId, List<Waiter>> waiters = new HashMap<>(); // this and closed under the lock of this object
    private boolean closed;

    private record Waiter(Position position, CompletableFuture<Void> archived) {}

    Waiters(ScheduledExecutorService scheduler, Duration patience) {
        this.scheduler = scheduler;
        this.patience = patience;
    }

    /** Completes when the room is archived up to there; fails, and trying again is safe, when that takes too long. */
    CompletionStage<Void> await(RoomId roomId, Position position) {
        CompletableFuture<Void> archived = new CompletableFuture<>();
        Waiter waiter = new Waiter(position, archived);
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedStage(ended());
            }
            waiters.computeIfAbsent(roomId, key -> new ArrayList<>(1)).add(waiter);
        }
        Future<?> deadline;
        try {
            deadline = scheduler.schedule(() -> giveUp(roomId, waiter), patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            forget(roomId, waiter);
            return CompletableFuture.failedStage(ended());
        }
        return archived.whenComplete((done, late) -> deadline.cancel(false));
    }

    private void giveUp(RoomId roomId, Waiter waiter) {
        forget(roomId, waiter);
        waiter.archived.completeExceptionally(
                new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the archive does not take it in time"));
    }

    private synchronized void forget(RoomId roomId, Waiter waiter) {
        List<Waiter> of = waiters.get(roomId);
        if (of != null) {
            of.remove(waiter);
            if (of.isEmpty()) {
                waiters.remove(roomId);
            }
        }
    }

    /** A room is archived up to there. */
    void reached(RoomId roomId, Position upTo) {
        List<Waiter> done = new ArrayList<>();
        synchronized (this) {
            List<Waiter> of = waiters.get(roomId);
            if (of == null) {
                return;
            }
            for (Iterator<Waiter> each = of.iterator(); each.hasNext(); ) {
                Waiter waiter = each.next();
                if (waiter.position.epoch().equals(upTo.epoch()) && waiter.position.offset() <= upTo.offset()) {
                    each.remove();
                    done.add(waiter);
                }
            }
            if (of.isEmpty()) {
                waiters.remove(roomId);
            }
        }
        done.forEach(waiter -> waiter.archived.complete(null));
    }

    /** Nothing is archived any more. */
    void close() {
        List<Waiter> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            waiters.values().forEach(all::addAll);
            waiters.clear();
        }
        all.forEach(waiter -> waiter.archived.completeExceptionally(ended()));
    }

    private static ChatException ended() {
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the archive has stopped", false);
    }
}

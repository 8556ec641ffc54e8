package dev.parlance.watch;

import dev.parlance.model.Activity;
import dev.parlance.model.RoomId;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A room whose bell this node listens to, for those of its watching users who follow it, and where it stands as far as they were told. Any thread, one lock. */
final class WatchedRoom {
    final RoomId id;
    final Set<WatchedUser> users = ConcurrentHashMap.newKeySet();
    /** Completes when every ring from now on is heard. */
    final CompletableFuture<Void> ready;

    private @Nullable RoomState last; // this one and the others under the lock of this object
    private long due;
    private boolean doubted;
    /** How many deletions it was rung for. */
    private long rungFor;

    WatchedRoom(RoomId id, CompletionStage<Void> ready, long firstReading) {
        this.id = id;
        this.ready = ready.toCompletableFuture();
        this.due = firstReading;
    }

    /** Whether its head is to be read now, which is said once. */
    synchronized boolean isDue(long now, long pause) {
        if (now - due < 0) {
            return false;
        }
        due = now + pause;
        return true;
    }

    /** Rings may have been lost; returns whether its head is now to be read for that, which is said once until {@link #settling}. */
    synchronized boolean doubt() {
        boolean isNews = !doubted;
        doubted = true;
        return isNews;
    }

    /** Its head is read now, for all rings that may have been lost before. */
    synchronized void settling() {
        doubted = false;
    }

    /** Its head could not be read. */
    synchronized void dueAt(long then) {
        due = then - due < 0 ? then : due;
    }

    /** Whether nothing was known of it, or it is another log by now. */
    synchronized boolean isAnotherLog(RoomState heard) {
        return last == null || !last.isOf(heard);
    }

    /** What is new in what was heard or read; null if nothing is. */
    synchronized @Nullable Activity news(RoomState heard) {
        RoomState before = last;
        if (before == null || !before.isOf(heard)) {
            last = heard;
            rungFor = 0;
            return activity(heard, false);
        }
        RoomState now = before.and(heard);
        last = now;
        boolean isCounted = before.deletions() != RoomState.UNKNOWN;
        boolean deleted = isCounted && now.deletions() > before.deletions();
        return now.posts() > before.posts() || deleted ? activity(now, deleted) : null;
    }

    /** What is new after a ring, which says of a deletion even if nobody has counted those before. */
    synchronized @Nullable Activity rung(RoomState heard) {
        Activity news = news(heard);
        RoomState now = last;
        if (now == null || heard.deletions() <= rungFor) {
            return news;
        }
        rungFor = heard.deletions();
        return activity(now, true);
    }

    private Activity activity(RoomState state, boolean deleted) {
        return new Activity(id, state.position(), state.posts(), deleted);
    }
}

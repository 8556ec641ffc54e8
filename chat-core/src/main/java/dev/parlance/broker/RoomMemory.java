package dev.parlance.broker;

import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the rooms of a hub may take together, their records and members and what is kept of users too, and which of them make way: first whole rooms that nobody is in, those first that were left longest ago and have been silent
 * since; of a room with a record its log alone. What is not archived and shall be makes no way. Safe for
 * use by many threads; what is said of a state is said under its lock.
 */
final class RoomMemory {
    /** No more rooms than have this much each: then whatever is asked of one that is in use leaves it something. */
    static final int LEAST_SHARE = 4_096;
    /** A room is counted anew when it has grown or shrunk by so much: posts of one that keeps its size do not touch the number that all rooms share. */
    private static final int PIECE = 1_024;

    private final long maxBytes;
    private final int maxRooms;
    private final AtomicLong used = new AtomicLong();
    private final Queue<Idle> idle = new ConcurrentLinkedQueue<>();

    /** A room that nobody was in, and since when nothing was stored there. */
    record Idle(Topic topic, TopicState state, Instant silentSince) {}

    RoomMemory(long maxBytes, int maxRooms) {
        this.maxBytes = maxBytes;
        this.maxRooms = (int) Math.min(maxRooms, Math.max(1, maxBytes / LEAST_SHARE));
    }

    /** Counts what a state takes now, and notes if nobody is in that room any more. */
    void count(Topic topic, TopicState state) {
        if (state.removed || Math.abs(size(state) - state.counted) >= PIECE) {
            recount(state);
        }
        RoomLog log = state.log;
        if (!state.idle && log != null && !log.isUnused() && state.isDeserted() && log.isDispensable()) {
            state.idle = true;
            idle.add(new Idle(topic, state, log.lastEvent()));
        }
    }

    /** Counts exactly what a state takes now. */
    void recount(TopicState state) {
        long now = size(state);
        if (now != state.counted) {
            used.addAndGet(now - state.counted);
            state.counted = now;
        }
    }

    /** Counts what users have here, or have no more. */
    void add(long bytes) {
        if (bytes != 0) {
            used.addAndGet(bytes);
        }
    }

    private static long size(TopicState state) {
        RoomLog log = state.log;
        return state.removed ? 0 : PIECE + state.shelf.bytes() + (log == null ? 0 : log.bytes());
    }

    boolean isOver() {
        return used.get() > maxBytes;
    }

    /** Whether one more room has a place beside so many. */
    boolean hasPlace(int rooms) {
        return rooms < maxRooms && !isOver();
    }

    /** What the log of each of so many rooms may keep while all together take too much. */
    long share(int rooms) {
        return Math.max(LEAST_SHARE, maxBytes / Math.max(1, rooms)) - PIECE;
    }

    /** The next of the rooms that nobody was in; it is to be {@linkplain #checked looked at}. */
    @Nullable
    Idle next() {
        return idle.poll();
    }

    /** Whether nobody is in it still and nothing was said since; else it waits for its turn anew. Under the state's lock. */
    boolean checked(Idle each) {
        TopicState state = each.state();
        state.idle = false;
        RoomLog log = state.log;
        if (state.removed || log == null || !state.isDeserted() || !log.isDispensable()) {
            return false;
        }
        if (log.lastEvent().isAfter(each.silentSince())) {
            count(each.topic(), state);
            return false;
        }
        return true;
    }

    /** It could not be looked at just now. */
    void later(Idle each) {
        idle.add(each);
    }

    /** Rooms that are gone for another reason are not held here. */
    void forgetRemoved() {
        Idle first = idle.peek();
        if (first != null && first.state().removed) {
            idle.remove(first);
        }
    }

    long usedBytes() {
        return used.get();
    }
}

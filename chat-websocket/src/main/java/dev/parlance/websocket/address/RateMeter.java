package dev.parlance.websocket.address;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket that holds a burst and fills at a rate, kept as one time stamp (the generic cell rate algorithm). Times are monotonic, in nanoseconds. Safe for use by many threads; nobody waits
 * for another.
 */
public final class RateMeter {
    private final AtomicLong nextFree;

    /**
     * A full bucket.
     *
     * @param now what time it is
     */
    public RateMeter(long now) {
        nextFree = new AtomicLong(now);
    }

    /**
     * Takes one, if there is one.
     *
     * @param bound how much there may be, always the same
     * @param now what time it is
     * @return whether there was
     */
    public boolean tryTake(RateBound bound, long now) {
        if (bound.intervalNanos() == 0) {
            return true; // and no time is kept: another thread's may be ahead
        }
        long next;
        long debt;
        do {
            next = nextFree.get();
            debt = debt(next, now);
            if (debt > bound.mostDebt()) {
                return false;
            }
        } while (!nextFree.compareAndSet(next, now + debt + bound.intervalNanos()));
        return true;
    }

    /** Takes what has been used already, even if it is more than there is. */
    void charge(RateBound bound, long amount, long now) {
        long cost = amount * bound.intervalNanos();
        if (cost > 0) {
            nextFree.updateAndGet(next -> now + debt(next, now) + cost);
        }
    }

    /**
     * How long it takes until there is one.
     *
     * @param bound as for the others
     * @param now what time it is
     * @return zero if there is one
     */
    public Duration untilNext(RateBound bound, long now) {
        return Duration.ofNanos(Math.max(0, debt(nextFree.get(), now) - bound.mostDebt()));
    }

    /** Whether there is one. */
    boolean hasNext(RateBound bound, long now) {
        return debt(nextFree.get(), now) <= bound.mostDebt();
    }

    /** Whether it is full again, so that nothing is lost if it is forgotten. */
    boolean isCalm(long now) {
        return debt(nextFree.get(), now) == 0;
    }

    /** Fills it. */
    void forgive(long now) {
        nextFree.set(now);
    }

    private static long debt(long next, long now) {
        return Math.max(0, next - now);
    }
}

package dev.parlance.complaint;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How many lines all complaints of a process may write, 20 a second and 100 at once until it is said (the generic cell rate algorithm). Safe for use by many threads. */
final class LineRate {
    static final int PER_SECOND = 20;
    static final int BURST = 100;

    private record Bound(long interval, int burst) {}

    private final AtomicLong nextFree;
    private volatile Bound bound = bound(PER_SECOND, BURST);

    LineRate(long now) {
        nextFree = new AtomicLong(now);
    }

    void set(int perSecond, int burst) {
        bound = bound(perSecond, burst);
    }

    /** Whether that is what was said; for tests. */
    boolean is(int perSecond, int burst) {
        return bound.equals(bound(perSecond, burst));
    }

    private static Bound bound(int perSecond, int burst) {
        return new Bound(TimeUnit.SECONDS.toNanos(1) / perSecond, burst);
    }

    boolean tryTake(long now) {
        Bound most = bound;
        long next;
        long ahead;
        do {
            next = nextFree.get();
            ahead = Math.max(0, next - now);
            if (ahead > most.interval() * (most.burst() - 1)) {
                return false;
            }
        } while (!nextFree.compareAndSet(next, now + ahead + most.interval()));
        return true;
    }
}

package dev.parlance.complaint;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How many lines all complaints of a process may write: 20 a second, 100 at once (the generic cell rate algorithm). No setting, since
 * engines and servers of a process share its log, and nobody reads faster. Safe for use by many threads. */
final class LineRate {
    static final int PER_SECOND = 20;
    static final int BURST = 100;

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;

    private final AtomicLong nextFree;

    LineRate(long now) {
        nextFree = new AtomicLong(now);
    }

    boolean tryTake(long now) {
        long next;
        long ahead;
        do {
            next = nextFree.get();
            ahead = Math.max(0, next - now);
            if (ahead > INTERVAL * (BURST - 1)) {
                return false;
            }
        } while (!nextFree.compareAndSet(next, now + ahead + INTERVAL));
        return true;
    }
}

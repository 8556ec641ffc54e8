package dev.parlance.websocket.chat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** How much a node may have in the store for clients that went: whoever lets sessions end as fast as it can fills no store. Safe for use by many threads. */
final class StateBudget {
    /** What a store needs for an entry besides its text. */
    static final int OVERHEAD = 256;

    private record Spent(long until, int size) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Spent> spent = new ArrayDeque<>();
    private final long most;
    private final long time;
    private final LongSupplier ticker;
    private long total;

    StateBudget(long most, Duration time, LongSupplier ticker) {
        this.most = most;
        this.time = time.toNanos();
        this.ticker = ticker;
    }

    /** Whether a text may be kept for the time. */
    boolean spend(String text) {
        int size = text.length() + OVERHEAD;
        lock.lock();
        try {
            long now = ticker.getAsLong();
            for (Spent first = spent.peek(); first != null && first.until - now <= 0; first = spent.peek()) {
                total -= spent.remove().size;
            }
            if (total + size > most) {
                return false;
            }
            spent.add(new Spent(now + time, size));
            total += size;
            return true;
        } finally {
            lock.unlock();
        }
    }
}

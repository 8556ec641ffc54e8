package dev.parlance.websocket.admin;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** So many calls a second, and those of one second at once. Any thread. */
final class CallRate {
    private final long nanosEach;
    private final LongSupplier ticker;
    private long free;

    CallRate(int perSecond, LongSupplier ticker) {
        this.nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.ticker = ticker;
        this.free = ticker.getAsLong() - TimeUnit.SECONDS.toNanos(1);
    }

    /** Takes one, if there is one. */
    synchronized boolean tryTake() {
        long now = ticker.getAsLong();
        long next = Math.max(free, now - TimeUnit.SECONDS.toNanos(1)) + nanosEach;
        if (next - now > 0) {
            return false;
        }
        free = next;
        return true;
    }
}

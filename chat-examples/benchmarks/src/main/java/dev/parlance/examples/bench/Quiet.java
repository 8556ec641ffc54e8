package dev.parlance.examples.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits until a counter has stood still for a while. */
final class Quiet {
    private final Loop loop;
    private final Duration still;
    private long seen;
    private long since;

    Quiet(Loop loop, Duration still) {
        this.loop = loop;
        this.still = still;
    }

    /** Returns when it has, when {@code done} says so, or when {@code most} is over. */
    void await(Duration most, LongSupplier counter, BooleanSupplier done) {
        seen = counter.getAsLong();
        since = loop.clock();
        loop.runUntil(loop.after(most), () -> done.getAsBoolean() || isStill(counter.getAsLong()), () -> {});
    }

    private boolean isStill(long count) {
        if (count != seen) {
            seen = count;
            since = loop.now;
        }
        return loop.now - since >= still.toNanos();
    }
}

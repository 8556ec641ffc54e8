package dev.parlance.websocket.address;

import java.time.Duration;

/**
 * How much of something in a time.
 *
 * @param intervalNanos how long one takes to come back, 0 for no bound
 * @param burst how many at once, 1 or more
 */
public record RateBound(long intervalNanos, long burst) {
    /** As much as anyone likes. */
    public static final RateBound NONE = new RateBound(0, 1);

    /**
     * So many in a time.
     *
     * @param amount 1 or more
     * @param time what they have to last for
     * @param burst how many at once, 1 or more
     * @return the bound
     */
    public static RateBound of(long amount, Duration time, long burst) {
        return new RateBound(Math.max(1, time.toNanos() / amount), burst);
    }

    /** How far ahead of its time the next one may be. */
    long mostDebt() {
        return intervalNanos == 0 ? Long.MAX_VALUE : intervalNanos * (burst - 1);
    }
}

package dev.parlance.redis.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before connecting again: longer each time, and never the same on all nodes. For one thread. */
public final class Backoff {
    private static final long FIRST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 1_000;

    private final RandomGenerator random;
    private long next = FIRST_MILLIS;

    /** Begins with the shortest. */
    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** How long to wait this time. */
    public Duration next() {
        long wait = next / 2 + random.nextLong(next / 2 + 1);
        next = Math.min(next * 2, LONGEST_MILLIS);
        return Duration.ofMillis(wait);
    }

    /** There was a connection. */
    public void reset() {
        next = FIRST_MILLIS;
    }
}

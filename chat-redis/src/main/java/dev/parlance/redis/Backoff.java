package dev.parlance.redis;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before connecting again: longer each time, and never the same on all nodes. For one thread. */
final class Backoff {
    private static final long FIRST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 1_000;

    private final RandomGenerator random;
    private long next = FIRST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long wait = next / 2 + random.nextLong(next / 2 + 1);
        next = Math.min(next * 2, LONGEST_MILLIS);
        return Duration.ofMillis(wait);
    }

    void reset() {
        next = FIRST_MILLIS;
    }
}

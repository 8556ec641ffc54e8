package dev.parlance.broker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The kept values of a hub, each until its time has passed. Safe for use by many threads. */
final class InMemoryValues {
    private static final int MIN_VALUES = 64;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Kept> values = new HashMap<>();
    /** At how many values those are swept whose time has passed: twice as many as were left, so that a put costs the same however many there are. */
    private int nextSweep = MIN_VALUES;

    private record Kept(String value, Instant until) {}

    InMemoryValues(InstantSource clock) {
        this.clock = clock;
    }

    void put(String key, String value, Duration timeToLive) {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (values.size() >= nextSweep) {
                values.values().removeIf(kept -> !kept.until().isAfter(now));
                nextSweep = Math.max(MIN_VALUES, 2 * values.size());
            }
            values.put(key, new Kept(value, now.plus(timeToLive)));
        } finally {
            lock.unlock();
        }
    }

    Optional<String> get(String key) {
        lock.lock();
        try {
            return Optional.ofNullable(values.get(key))
                    .filter(kept -> kept.until().isAfter(clock.instant()))
                    .map(Kept::value);
        } finally {
            lock.unlock();
        }
    }

    Optional<String> take(String key) {
        lock.lock();
        try {
            Optional<String> value = get(key);
            values.remove(key);
            return value;
        } finally {
            lock.unlock();
        }
    }
}

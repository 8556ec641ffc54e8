package dev.parlance.broker.store;

import java.time.Duration;

/** Does something again and again: a timer that a {@link StoreBroker} is lent. */
@FunctionalInterface
public interface UpkeepTimer {
    /**
     * Begins.
     *
     * @param period from one end to the next begin
     * @param work to be done again and again, never twice at once; it blocks for as long as the store does, and throws nothing
     * @return ends it; does not wait for work under way
     */
    Runnable every(Duration period, Runnable work);
}

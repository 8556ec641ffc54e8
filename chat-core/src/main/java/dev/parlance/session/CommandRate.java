package dev.parlance.session;

import dev.parlance.policy.ChatLimits;

/**
 * How fast a session may send: a bucket that holds a burst and fills at a rate, kept as one time stamp (the generic cell rate algorithm). For one
 * thread.
 */
public final class CommandRate {
    private final long interval;
    private final long tolerance;
    private long nextFree;

    CommandRate(ChatLimits limits, long now) {
        this.interval = limits.commandsPerSecond() == 0 ? 0 : 1_000_000_000L / limits.commandsPerSecond();
        this.tolerance = interval * (limits.commandBurst() - 1);
        this.nextFree = now;
    }

    /** Takes one place; {@code now} is a monotonic time in nanoseconds. */
    public boolean tryAcquire(long now) {
        if (interval == 0) {
            return true;
        }
        if (nextFree - now > tolerance) {
            return false;
        }
        nextFree = (nextFree - now > 0 ? nextFree : now) + interval;
        return true;
    }
}

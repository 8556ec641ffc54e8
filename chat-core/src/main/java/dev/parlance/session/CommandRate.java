package dev.parlance.session;

import dev.parlance.policy.ChatLimits;

/**
 * How fast a session may send: a bucket that holds a burst and fills at a rate, kept as one time stamp (the generic cell rate algorithm). For one
 * thread.
 */
public final class CommandRate {
    private final ChatLimits limits;
    private long nextFree;

    CommandRate(ChatLimits limits, long now) {
        this.limits = limits;
        this.nextFree = now;
    }

    /** Takes one place; {@code now} is a monotonic time in nanoseconds. */
    public boolean tryAcquire(long now) {
        if (limits.commandsPerSecond() == 0) {
            return true;
        }
        long interval = 1_000_000_000L / limits.commandsPerSecond();
        if (nextFree - now > interval * (limits.commandBurst() - 1)) {
            return false;
        }
        nextFree = (nextFree - now > 0 ? nextFree : now) + interval;
        return true;
    }
}

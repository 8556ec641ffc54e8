package dev.parlance.websocket.net;

import java.time.Duration;

/**
 * Whether an event loop was held up: between two times that it was seen at work more has passed than does when it has nothing to do. What its peers have sent meanwhile waits in the kernel
 * and comes all at once; as long again as it was held up it may be at that. Times are monotonic, in nanoseconds. For the event loop alone.
 */
final class LoopLag {
    /** An idle loop looks around twice a second or more often. */
    static final Duration NOTICED = Duration.ofSeconds(1);

    private long lastSeen;
    private boolean held;
    private long since;
    private long until;

    LoopLag(long now) {
        this.lastSeen = now;
    }

    /** The event loop is at work. */
    void seen(long now) {
        long gap = now - lastSeen;
        if (gap > NOTICED.toNanos()) {
            held = true;
            since = lastSeen;
            until = now + gap;
        } else if (held && now - until > 0) {
            held = false;
        }
        lastSeen = now;
    }

    /** How long what is read at the time at which the loop was last seen may have waited. */
    Duration heldUp() {
        return held ? Duration.ofNanos(lastSeen - since) : Duration.ZERO;
    }
}

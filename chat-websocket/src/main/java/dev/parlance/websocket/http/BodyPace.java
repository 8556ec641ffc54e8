package dev.parlance.websocket.http;

import java.time.Duration;

/**
 * How slowly the body of a request or an answer may move: at {@value #LEAST_A_SECOND} bytes a second in the long run, and with pauses of no more than the grace. What the server itself is waited
 * for is not the peer's time. For one thread; times are {@link System#nanoTime()}.
 */
final class BodyPace {
    /** In bytes: a mobile phone at the edge of its network. */
    static final int LEAST_A_SECOND = 8 * 1024;

    private static final long NANOS = 1_000_000_000L;

    private final long grace;
    private long deadline;
    private long held;
    private boolean holding;

    BodyPace(Duration grace, long now) {
        this.grace = grace.toNanos();
        this.deadline = now + this.grace;
    }

    /** So many bytes have moved. */
    void moved(long bytes, long now) {
        long earned = deadline + bytes * NANOS / LEAST_A_SECOND;
        long latest = now + grace;
        deadline = earned - latest < 0 ? earned : latest;
    }

    /** The server is busy, and the peer has to wait; twice is once. */
    void hold(long now) {
        if (!holding) {
            holding = true;
            held = now;
        }
    }

    /** The peer may go on; without a wait nothing happens. */
    void goOn(long now) {
        if (holding) {
            holding = false;
            deadline += now - held;
        }
    }

    boolean isHolding() {
        return holding;
    }

    /** Whether the peer, or while it waits the server, has taken too long. */
    boolean isLate(long now, Duration busy) {
        return holding ? now - held - busy.toNanos() >= 0 : now - deadline >= 0;
    }
}

package dev.parlance.websocket.rfc6455;

import java.util.concurrent.TimeUnit;

/** What a peer's silence means. It decides alone, without clock or socket; times are those of {@link System#nanoTime()}. For the event loop only. */
final class Liveness {
    private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LONGEST_CLOSING_NANOS = TimeUnit.SECONDS.toNanos(30);

    enum Verdict {
        FINE,
        /** Silent for so long that it is to be pinged. */
        SILENT,
        /** Silent for so long that it is taken for gone. */
        GONE,
        /** It answers no close frame. */
        NEVER_CLOSES
    }

    private long lastHeard;
    private long lastPing;
    private boolean closing;

    Liveness(long now) {
        lastHeard = now;
        lastPing = now;
    }

    void heard(long now) {
        lastHeard = now;
    }

    /** A close frame goes out, which the peer has to answer. */
    void closing(long now) {
        closing = true;
        lastPing = now;
    }

    /**
     * Looks at the clock.
     *
     * @param settings the same each time: they are passed so that no connection keeps them twice
     * @param lastTaken when the peer last took some of what waited for it: a sign of life, since what it has to say may stand behind that, and a ping does
     * @param paused whether it is not listened to because the endpoint wants it so
     */
    Verdict look(WebSocketSettings settings, long now, long lastTaken, boolean paused) {
        if (closing) {
            long untaken = Math.min(now - lastPing, now - lastTaken); // what was sent before goes first, at its pace
            return untaken > CLOSING_NANOS || now - lastPing > LONGEST_CLOSING_NANOS
                    ? Verdict.NEVER_CLOSES
                    : Verdict.FINE;
        }
        long silent = paused ? 0 : Math.min(now - lastHeard, now - lastTaken);
        long pingNanos = settings.pingInterval().toNanos();
        if (silent > settings.idleTimeout().toNanos()) {
            return Verdict.GONE;
        }
        if (silent > pingNanos && now - lastPing > pingNanos) {
            lastPing = now;
            return Verdict.SILENT;
        }
        return Verdict.FINE;
    }
}

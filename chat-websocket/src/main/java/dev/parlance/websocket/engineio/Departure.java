package dev.parlance.websocket.engineio;

import java.time.Duration;

/**
 * The end of a session whose client has yet to hear of it. A polling client that comes for what waits is given the time for that, since it may take many polls;
 * one that comes no more, or never ends, is let go.
 *
 * @param code the close code, if a WebSocket is to hear it
 * @param reason in ASCII
 * @param latest when the client is let go in any case, in nanoseconds of the ticker
 */
record Departure(int code, String reason, long latest) {
    /** How long the client may take from one poll to the next. */
    static final Duration NEXT_POLL = Duration.ofSeconds(30);

    /** How long all of its polls may take together. */
    static final Duration LAST_POLL = Duration.ofMinutes(2);

    /** How long a poll may still be on its way after the client has said that it goes. */
    static final Duration LET_GO = Duration.ofSeconds(1);

    static Departure at(long now, int code, String reason) {
        return new Departure(code, reason, now + LAST_POLL.toNanos());
    }

    /** How long to wait for a poll that may take so long. */
    Duration patience(long now, Duration time) {
        return Duration.ofNanos(Math.max(0, Math.min(time.toNanos(), latest - now)));
    }
}

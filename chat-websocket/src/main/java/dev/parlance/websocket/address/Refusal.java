package dev.parlance.websocket.address;

import java.time.Duration;

/**
 * That something is too much now.
 *
 * @param ofNode whether all addresses together ask too much, rather than this one
 * @param retryAfter when it may be tried again
 */
public record Refusal(boolean ofNode, Duration retryAfter) {
    /** {@return the whole seconds to wait, 1 or more, as {@code Retry-After} says it} */
    public String seconds() {
        return Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
    }
}

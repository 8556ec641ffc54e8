package dev.parlance.websocket.http;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Hears of each request that is refused before a handler has it: what is malformed, too long or too slow, and what no route leads anywhere. What was asked for is not told: a stranger has written it, and
 * it may be a secret. On the connection's event loop, so it must not block; it throws nothing.
 */
@FunctionalInterface
public interface RefusalListener {
    /** Somebody who does not want to. */
    RefusalListener NOBODY = (from, status) -> {};

    /**
     * A request was refused.
     *
     * @param from whose it was, or null if the socket is gone
     * @param status of the answer
     */
    void refused(@Nullable InetAddress from, int status);
}

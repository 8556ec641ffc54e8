package dev.parlance.tck.transport;

import java.time.Duration;

/** How the kit wants a transport to be bounded, so that it reaches each bound soon. Immutable. */
public final class TransportBounds {
    private static final int OUTBOX_BYTES = 256 * 1024;

    private final Duration idleTimeout;

    TransportBounds(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    /**
     * How much may wait for a peer, see {@link dev.parlance.transport.Outbox}.
     *
     * @return 256 KB
     */
    public int outboxBytes() {
        return OUTBOX_BYTES;
    }

    /**
     * After which silence a peer is taken for gone. It is to be asked whether it is there some times before, a quarter of this apart or so.
     *
     * @return a minute, or a second where a test waits for it
     */
    public Duration idleTimeout() {
        return idleTimeout;
    }
}

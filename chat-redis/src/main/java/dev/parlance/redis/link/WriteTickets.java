package dev.parlance.redis.link;

import java.util.concurrent.atomic.AtomicLong;

/** Names for what a node writes, by which a script knows what it is sent for a second time. For any thread. */
public final class WriteTickets {
    /** By so much the clock of the store may be behind what a node takes it for. */
    private static final long DOUBT_MILLIS = 2_000;

    private final String node;
    private final AtomicLong count = new AtomicLong();

    /**
     * Begins with the first.
     *
     * @param node a name that no other life of any node has
     */
    public WriteTickets(String node) {
        this.node = node;
    }

    /** Whose they are. */
    public String node() {
        return node;
    }

    /** Another one. */
    public String next() {
        return node + "." + Long.toString(count.incrementAndGet(), 36);
    }

    /** Since when by the clock of the store it may have been done: empty for what is sent for the first time. */
    public static String since(long firstSentMillis) {
        return firstSentMillis < 0 ? "" : Long.toString(firstSentMillis - DOUBT_MILLIS);
    }
}

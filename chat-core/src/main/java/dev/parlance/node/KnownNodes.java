package dev.parlance.node;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The other nodes of the service, as this one has heard of them: each says so when it begins and when it ends. One that does not answer counts as alive for {@link #LEASE}, as
 * it does for the store, and then no more, until it says something. Any thread.
 */
final class KnownNodes {
    /** By then the store counts a node as dead, with its last sweep. */
    static final Duration LEASE = Duration.ofSeconds(20);

    private static final long SPEAKS = Long.MIN_VALUE;

    private final String self;
    /** Since when each has not answered, in nanoseconds, or {@link #SPEAKS}. */
    private final ConcurrentMap<String, Long> others = new ConcurrentHashMap<>();

    KnownNodes(String self) {
        this.self = self;
    }

    boolean isSelf(String node) {
        return self.equals(node);
    }

    /** A node has said something. */
    void speaks(String node) {
        if (!isSelf(node)) {
            others.put(node, SPEAKS);
        }
    }

    /** A node has ended. */
    void gone(String node) {
        others.remove(node);
    }

    /** A node has not answered what it was asked then. */
    void silent(String node, long since) {
        others.computeIfPresent(node, (key, before) -> before == SPEAKS ? Long.valueOf(since) : before);
    }

    /** How many there are, this node among them, and those that are silent and may be dead. */
    int count() {
        return others.size() + 1;
    }

    /** Who has to answer what is asked now, this node among them. */
    Set<String> expected(long now) {
        others.values().removeIf(since -> since != SPEAKS && now - since >= LEASE.toNanos());
        Set<String> all = new HashSet<>(others.keySet());
        all.add(self);
        return all;
    }
}

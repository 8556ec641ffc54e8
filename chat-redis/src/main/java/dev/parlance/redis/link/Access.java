package dev.parlance.redis.link;

import java.time.Duration;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;

/**
 * How to reach one Redis, and how long to wait for it. For any thread.
 *
 * @param connections opens connections, and throws what Jedis throws
 * @param address where that leads, without any secret
 * @param timeout how long an operation, or a connection attempt, may take
 * @param maxPending how many operations may wait or be under way
 */
public record Access(Supplier<Connection> connections, String address, Duration timeout, int maxPending) {
    /** Opens a connection; throws what Jedis throws. */
    public Connection connect() {
        return connections.get();
    }
}

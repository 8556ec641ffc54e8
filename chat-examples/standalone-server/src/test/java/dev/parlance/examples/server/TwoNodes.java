package dev.parlance.examples.server;

import java.net.URI;

/** Two servers as they are shipped, each with an address at which it finds the one Redis. */
final class TwoNodes implements AutoCloseable {
    final ServerProcess first;
    final ServerProcess second;
    final URI one;
    final URI two;

    private TwoNodes(ServerProcess first, ServerProcess second) {
        this.first = first;
        this.second = second;
        this.one = first.address();
        this.two = second.address();
    }

    static TwoNodes over(String redis) {
        return over(redis, redis);
    }

    static TwoNodes over(String firstRedis, String secondRedis) {
        ServerProcess first = node(firstRedis);
        ServerProcess second = node(secondRedis);
        try {
            return new TwoNodes(first, second);
        } catch (RuntimeException | Error e) {
            first.close();
            second.close();
            throw e;
        }
    }

    private static ServerProcess node(String redis) {
        return ServerProcess.start(
                "--port", "0", "--host", "127.0.0.1", "--redis", redis, "--unlimited", "--history", "10000");
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}

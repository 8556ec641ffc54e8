package dev.parlance.examples.server;

import java.net.URI;
import java.util.Map;

/** Two servers as they are shipped, each with an address at which it finds the one store. */
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
        return of(node("--redis", firstRedis), node("--redis", secondRedis));
    }

    /** Which want a login, as the environment says. */
    static TwoNodes withLogin(String redis, Map<String, String> environment) {
        return of(node(environment, "--redis", redis), node(environment, "--redis", redis));
    }

    static TwoNodes overPostgres(String url) {
        return of(node("--postgres", url), node("--postgres", url));
    }

    private static TwoNodes of(ServerProcess first, ServerProcess second) {
        try {
            return new TwoNodes(first, second);
        } catch (RuntimeException | Error e) {
            first.close();
            second.close();
            throw e;
        }
    }

    static ServerProcess node(String store, String url) {
        return node(Map.of(), store, url);
    }

    private static ServerProcess node(Map<String, String> environment, String store, String url) {
        return ServerProcess.start(
                environment, "--port", "0", "--host", "127.0.0.1", store, url, "--unlimited", "--history", "10000");
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}

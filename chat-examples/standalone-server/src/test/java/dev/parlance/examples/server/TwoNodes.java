package dev.parlance.examples.server;

import dev.parlance.redis.RedisProgram;
import java.net.URI;
import java.util.Map;

/** Two servers as they are shipped, each with an address at which it finds the one store. They end before it, where it is theirs. */
final class TwoNodes implements AutoCloseable {
    final ServerProcess first;
    final ServerProcess second;
    final URI one;
    final URI two;

    private final Runnable closeStore;

    private TwoNodes(ServerProcess first, ServerProcess second, Runnable closeStore) {
        this.closeStore = closeStore;
        this.first = first;
        this.second = second;
        this.one = first.address();
        this.two = second.address();
    }

    static TwoNodes over(String redis) {
        return over(redis, redis);
    }

    static TwoNodes over(String firstRedis, String secondRedis) {
        return of(node("--redis", firstRedis), node("--redis", secondRedis), () -> {});
    }

    /** Over a Redis of their own. */
    static TwoNodes withRedis() {
        return withRedis(Map.of());
    }

    /** With these variables in their environment. */
    static TwoNodes withRedis(Map<String, String> environment) {
        RedisProgram redis = RedisProgram.with();
        try {
            return of(
                    node(environment, "--redis", redis.url()), node(environment, "--redis", redis.url()), redis::close);
        } catch (RuntimeException | Error e) {
            redis.close();
            throw e;
        }
    }

    static TwoNodes overPostgres(String url) {
        return of(node("--postgres", url), node("--postgres", url), () -> {});
    }

    private static TwoNodes of(ServerProcess first, ServerProcess second, Runnable closeStore) {
        try {
            return new TwoNodes(first, second, closeStore);
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
        closeStore.run();
    }
}

package dev.parlance.examples.server;

import dev.parlance.redis.RedisProgram;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** The nodes that the tests with Socket.IO's clients talk to: the jar as it is shipped, twice, over one Redis of their own. */
final class SocketIoNodes implements AutoCloseable {
    private final RedisProgram redis;
    private final List<ServerProcess> processes;
    private final List<URI> addresses;

    private SocketIoNodes(RedisProgram redis) {
        this.redis = redis;
        this.processes = Stream.generate(() -> start(redis)).limit(2).toList();
        this.addresses = processes.stream().map(ServerProcess::address).toList();
    }

    static SocketIoNodes start() {
        RedisProgram redis = RedisProgram.with();
        try {
            return new SocketIoNodes(redis);
        } catch (RuntimeException | Error e) {
            redis.close();
            throw e;
        }
    }

    private static ServerProcess start(RedisProgram redis) {
        return ServerProcess.start("--port", "0", "--host", "127.0.0.1", "--unlimited", "--redis", redis.url());
    }

    List<URI> addresses() {
        return addresses;
    }

    List<Long> processIds() {
        return processes.stream().map(ServerProcess::processId).toList();
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::close);
        redis.close();
    }
}

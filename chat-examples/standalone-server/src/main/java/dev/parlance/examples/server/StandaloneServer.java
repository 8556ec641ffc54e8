package dev.parlance.examples.server;

import dev.parlance.ChatEngine;
import dev.parlance.model.Retention;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.RoomSettings;
import dev.parlance.redis.RedisBroker;
import dev.parlance.redis.RedisConfig;
import dev.parlance.websocket.ChatServer;
import dev.parlance.websocket.StaticResources;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine that believes every client, behind one port that also serves the page. */
final class StandaloneServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StandaloneServer.class);

    private final ChatEngine engine;
    private final ChatServer server;
    private volatile boolean started;

    StandaloneServer(ChatServerMain options) {
        RoomSettings settings = RoomSettings.builder()
                .retention(Retention.DEFAULT.withMaxMessages(options.history))
                .build();
        ChatLimits.Builder limits = ChatLimits.builder();
        if (options.unlimited) {
            limits.unlimitedCommandRate();
        }
        ChatEngine.Builder chat = ChatEngine.builder().rooms(id -> settings).limits(limits.build());
        if (options.redis != null) {
            chat.broker(RedisBroker.of(RedisConfig.builder()
                    .url(options.redis)
                    .prefix(options.redisPrefix)
                    .build()));
        }
        engine = chat.build();
        ChatServer.Builder builder = ChatServer.builder(engine)
                .host(options.host)
                .port(options.port)
                .corsOrigins(options.corsOrigins)
                .openHistory(true) // as open as the service that it replaces
                .connectionStateRecovery(options.recovery)
                .resources(StaticResources.fromClasspath(StandaloneServer.class, "/web"));
        if (options.ioThreads > 0) {
            builder.ioThreads(options.ioThreads);
        }
        server = builder.build();
    }

    /** Returns when it serves; its I/O threads keep the JVM alive. */
    void start() throws IOException {
        server.start();
        started = true;
        LOG.info("Parlance serves {}", url(server.address()));
    }

    /** Sends everyone away with the word that the server stops. */
    @Override
    public void close() {
        if (started) {
            LOG.info("Parlance stops: clients are told to come back");
        }
        server.close();
        engine.close();
    }

    /** As one would type it: a server that listens everywhere is at hand under this machine's own name. */
    private static String url(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress()
                ? "localhost"
                : address.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}

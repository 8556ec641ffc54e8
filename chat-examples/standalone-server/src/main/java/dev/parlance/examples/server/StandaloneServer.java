package dev.parlance.examples.server;

import dev.parlance.ChatEngine;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.store.StoreBroker;
import dev.parlance.examples.postgres.PostgresPort;
import dev.parlance.model.Retention;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.RoomSettings;
import dev.parlance.redis.RedisBroker;
import dev.parlance.redis.RedisConfig;
import dev.parlance.websocket.AddressLimits;
import dev.parlance.websocket.AdminPort;
import dev.parlance.websocket.ChatServer;
import dev.parlance.websocket.StaticResources;
import dev.parlance.websocket.TlsFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine behind one port that also serves the page; unless it is told what to check tokens with, it believes every client. */
final class StandaloneServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StandaloneServer.class);

    private static final int POSTGRES_LANES = 8;

    private final ChatEngine engine;
    private final ChatServer server;
    private final KeptFiles files;
    private final ArchiveOptions archive;
    private final String scheme;
    private volatile boolean started;
    private volatile boolean closing;

    StandaloneServer(ChatServerMain options) throws IOException {
        TlsFiles tls = options.tls();
        Optional<AdminPort> admin = options.admin.open();
        RoomSettings settings = RoomSettings.builder()
                .retention(Retention.DEFAULT.withMaxMessages(options.history))
                .build();
        ChatLimits.Builder limits = ChatLimits.builder();
        if (options.unlimited) {
            limits.unlimitedRates().roomCreation(1_000_000, 1_000_000);
        }
        ChatEngine.Builder chat = ChatEngine.builder()
                .authenticator(options.login.authenticator())
                .rooms(id -> settings)
                .limits(limits.build());
        Optional<ChatBroker> shared = broker(options);
        archive = options.archive;
        archive.behind(shared).ifPresent(chat::broker);
        files = KeptFiles.of(options.files, archive.folder, shared.isEmpty() && !archive.isWanted());
        files.addTo(chat);
        engine = chat.build();
        ChatServer.Builder builder = ChatServer.builder(engine)
                .host(options.host)
                .port(options.port)
                .corsOrigins(options.corsOrigins)
                .allowedHosts(options.allowedHosts)
                .openHistory(!options.login.required) // as open as the service that it replaces
                .guardedHistory(options.login.required)
                .trustedProxies(options.trustedProxies)
                .connectionStateRecovery(options.recovery)
                .resources(StaticResources.fromClasspath(StandaloneServer.class, "/web"));
        if (options.unlimited) {
            builder.addressLimits(AddressLimits.unlimited()).unlimitedHandshakeRate();
        }
        if (options.ioThreads > 0) {
            builder.ioThreads(options.ioThreads);
        }
        if (tls != null) {
            builder.tls(tls);
        }
        admin.ifPresent(builder::admin);
        files.addTo(builder);
        scheme = tls == null ? "http" : "https";
        server = builder.build();
    }

    private static Optional<ChatBroker> broker(ChatServerMain options) {
        if (options.redis != null && options.postgres != null) {
            throw new IllegalArgumentException(
                    "either --redis or --postgres: where neither is typed, REDIS_URL, REDIS_HOST and POSTGRES_URL count as they do; type or set one of them");
        }
        if (options.redis != null) {
            return Optional.of(RedisBroker.of(RedisConfig.builder()
                    .url(options.redis)
                    .prefix(options.redisPrefix)
                    .build()));
        }
        if (options.postgres != null) {
            PostgresPort port = new PostgresPort(
                    options.postgres.jdbc(), options.postgres.login(), options.postgresSchema, POSTGRES_LANES);
            return Optional.of(StoreBroker.builder(port).lanes(POSTGRES_LANES).build());
        }
        return Optional.empty();
    }

    /** Returns when it serves; its I/O threads keep the JVM alive. */
    void start() throws IOException {
        try {
            server.start();
        } catch (IllegalStateException e) {
            if (closing) {
                throw new IOException("told to stop while it started", e);
            }
            throw e;
        }
        started = true;
        LOG.info("Parlance serves {}", url(server.address()));
    }

    /** Sends everyone away with the word that the server stops. */
    @Override
    public void close() {
        closing = true;
        if (started) {
            LOG.info("Parlance stops: clients are told to come back");
        }
        server.close();
        engine.close();
        files.close();
        archive.close();
    }

    /** As one would type it: a server that listens everywhere is at hand under this machine's own name. */
    private String url(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress()
                ? "localhost"
                : address.getAddress().getHostAddress();
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}

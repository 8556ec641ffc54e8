package dev.parlance.websocket;

import dev.parlance.transport.CloseReason;
import dev.parlance.websocket.address.AddressAccounts;
import dev.parlance.websocket.address.AddressBounds;
import dev.parlance.websocket.address.Networks;
import dev.parlance.websocket.address.RateBound;
import dev.parlance.websocket.admin.AdminRoutes;
import dev.parlance.websocket.chat.ChatRoutes;
import dev.parlance.websocket.chat.NativeEndpoint;
import dev.parlance.websocket.chat.ReadyRoute;
import dev.parlance.websocket.engineio.EngineIoSettings;
import dev.parlance.websocket.files.FileRoutes;
import dev.parlance.websocket.http.AllowedHosts;
import dev.parlance.websocket.http.Edge;
import dev.parlance.websocket.http.HttpProtocol;
import dev.parlance.websocket.http.HttpSettings;
import dev.parlance.websocket.http.Origins;
import dev.parlance.websocket.http.Router;
import dev.parlance.websocket.net.DescriptorLimit;
import dev.parlance.websocket.net.InputBudget;
import dev.parlance.websocket.net.Port;
import dev.parlance.websocket.net.PortSettings;
import dev.parlance.websocket.rfc6455.WebSocketSettings;
import dev.parlance.websocket.rfc6455.WebSocketUpgrade;
import dev.parlance.websocket.tls.CertificateWatch;
import dev.parlance.websocket.tls.ClientAuthorities;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server put together: its port, what is spoken there, and what answers at which path. */
final class ServerParts {
    private static final String NATIVE_PATH = "/ws";
    private static final int STRANGER_BYTES = 16 * 1024;
    private static final Duration SLOWEST_SWEEP = Duration.ofMillis(500);
    private static final int ADMIN_CONNECTIONS = 64;
    /** So that one stranger, where it does not listen on the machine alone, leaves room for operators. */
    private static final AddressBounds ADMIN_ADDRESS = AddressBounds.NONE.withConnections(ADMIN_CONNECTIONS / 4);
    /** What as many connections may hold, each with a head and a body. */
    private static final long ADMIN_INPUT_BYTES = 8L * 1024 * 1024;

    private final ServerSettings settings;
    private final Port port;
    private final @Nullable Port adminPort;
    private final SocketIoMount socketIo;

    ServerParts(ServerSettings settings) {
        this.settings = settings;
        Origins origins = new Origins(settings.corsOrigins, settings.tls != null);
        InputBudget input = new InputBudget(settings.unfinishedInputBytes);
        this.socketIo = socketIo(origins, input);
        AddressAccounts addresses = new AddressAccounts(
                settings.addressLimits.bounds(),
                settings.handshakes,
                Networks.of(settings.trustedProxies),
                new ReportedAddresses(settings.engine),
                settings.ticker);
        HttpSettings http = new HttpSettings(router(origins), origins, edge(), addresses);
        this.port = new Port(portSettings(input, addresses), wire -> new HttpProtocol(wire, http));
        this.adminPort = settings.admin == null ? null : adminPort(settings.admin);
    }

    /**
     * Its own in everything, so that what happens at the other port does not touch it. Web pages of no origin are let in. Who has not shown a good token gives way to whoever comes, or
     * strangers on the machine, which has many addresses, would keep operators out.
     */
    private Port adminPort(AdminPort admin) {
        AddressAccounts addresses = new AddressAccounts(
                ADMIN_ADDRESS, RateBound.NONE, Networks.NONE, new ReportedAddresses(settings.engine), settings.ticker);
        HttpSettings http = new HttpSettings(
                AdminRoutes.router(settings.engine, admin.settings()),
                new Origins(List.of(), false),
                Edge.PLAIN,
                addresses,
                AdminRoutes.refusals(settings.engine));
        TlsFiles files = settings.tlsFiles;
        ClientAuthorities authorities = admin.authorities();
        PortSettings how = new PortSettings(
                admin.address(),
                1,
                ADMIN_CONNECTIONS,
                ADMIN_CONNECTIONS,
                SLOWEST_SWEEP,
                new InputBudget(ADMIN_INPUT_BYTES),
                addresses,
                ADMIN_CONNECTIONS,
                files == null || authorities == null ? settings.tls : files.contextsAsking(authorities),
                authorities != null,
                true);
        return new Port(how, wire -> new HttpProtocol(wire, http));
    }

    private Edge edge() {
        return Edge.of(
                new AllowedHosts(settings.allowedHosts),
                settings.corsOrigins.contains("*"),
                settings.tls == null ? Duration.ZERO : settings.strictTransport);
    }

    Port port() {
        return port;
    }

    /** What looks after the certificates, if they are in files. */
    @Nullable
    CertificateWatch certificates() {
        return settings.tlsFiles == null ? null : settings.tlsFiles.watch();
    }

    /** Where operators look after the service, if it is to be opened. */
    @Nullable
    Port adminPort() {
        return adminPort;
    }

    SocketIoMount socketIo() {
        return socketIo;
    }

    private PortSettings portSettings(InputBudget input, AddressAccounts addresses) {
        Duration sweep = Collections.max(List.of(
                ServerSettings.FASTEST_SWEEP,
                Collections.min(List.of(SLOWEST_SWEEP, settings.pingInterval.dividedBy(4)))));
        InetSocketAddress address = new InetSocketAddress(settings.host, settings.port);
        return new PortSettings(
                address,
                settings.ioThreads,
                settings.maxConnections,
                DescriptorLimit.backlog(),
                sweep,
                input,
                addresses,
                settings.tlsHandshakes,
                settings.tls,
                false,
                false);
    }

    private SocketIoMount socketIo(Origins origins, InputBudget input) {
        EngineIoSettings engineIo = EngineIoSettings.DEFAULT
                .withHeartbeat(settings.pingInterval, pongTimeout())
                .withOutbox(settings.outboxBytes);
        return new SocketIoMount(settings.engine, settings.recovery, settings.namespaces, engineIo, origins, input);
    }

    /** A client of Socket.IO has this long from a ping on, so that it is not silent for longer than any other may be. */
    private Duration pongTimeout() {
        return Collections.min(
                List.of(EngineIoSettings.DEFAULT.pingTimeout(), settings.idleTimeout.minus(settings.pingInterval)));
    }

    private Router router(Origins origins) {
        WebSocketSettings webSocket = new WebSocketSettings(
                settings.maxFrameBytes,
                STRANGER_BYTES,
                settings.outboxBytes,
                settings.pingInterval,
                settings.idleTimeout,
                CloseReason.OVERLOADED.code());
        WebSocketUpgrade upgrade = new WebSocketUpgrade(webSocket, origins, NativeEndpoint.factory(settings.engine));
        Router.Builder router = Router.builder().upgrade(NATIVE_PATH, upgrade).route("GET", NATIVE_PATH, upgrade);
        ChatRoutes.addHealthTo(router);
        ReadyRoute.addTo(router, settings.engine);
        if (settings.openHistory) {
            ChatRoutes.addHistoryTo(router, settings.engine);
        }
        if (settings.guardedHistory) {
            ChatRoutes.addGuardedHistoryTo(router, settings.engine);
        }
        FileRoutes.addTo(router, settings.engine, settings.fileInspector, settings.openHistory, InstantSource.system());
        socketIo.addTo(router);
        if (settings.resources != null) {
            router.fallback(settings.resources.handler());
        }
        return router.build();
    }
}

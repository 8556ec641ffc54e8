package dev.parlance.websocket;

import dev.parlance.ChatEngine;
import dev.parlance.attachment.FileInspector;
import dev.parlance.websocket.net.Port;
import dev.parlance.websocket.socketio.SocketIoNamespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/**
 * Serves a {@link ChatEngine} on one port: the native protocol at {@code /ws}, Socket.IO at {@code /socket.io/}, {@code /health} and {@code /ready}, static pages, and,
 * if asked for ({@link Builder#guardedHistory}, {@link Builder#openHistory}), histories at {@code /api/chat/{roomId}/history} and their messages at {@code /api/chat/{roomId}/messages/{id}}. {@code docs/PROTOCOL.md} has the words on the wire.
 *
 * <p>A server owns its I/O threads and its connections, not the engine, which the host stops after the server. All methods are safe for use by many
 * threads. Whatever strangers send is bounded: heads of requests 8 KB and 10 s, bodies 64 KB and 10 s, messages
 * {@link Builder#maxFrameBytes}, what waits for a slow reader {@link Builder#outboxBytes}, connections {@link Builder#maxConnections}.
 */
public final class ChatServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);

    private final Port port;
    private final ServerLife life;

    private ChatServer(ChatEngine engine, ServerParts parts) {
        this.port = parts.port();
        this.life = new ServerLife(engine, port, parts.adminPort(), parts.socketIo(), parts.certificates());
    }

    /**
     * Starts to describe a server.
     *
     * @param engine the chat that it serves
     * @return a builder
     */
    public static Builder builder(ChatEngine engine) {
        return new Builder(engine);
    }

    /**
     * Starts the engine, unless it is started already, and listens. Blocks until clients can connect; idempotent.
     *
     * @return this
     * @throws IOException if the engine's store or the port is not to be had, which for the store takes at most 30 seconds to find out; a
     *     {@link java.net.BindException} if the port is taken
     * @throws IllegalStateException after {@link #stop}, and at once if that comes meanwhile
     */
    public ChatServer start() throws IOException {
        return start(START);
    }

    ChatServer start(Duration deadline) throws IOException {
        life.start(deadline);
        return this;
    }

    /**
     * Where the server listens.
     *
     * @return host and port; the port that was found if any free one was asked for
     * @throws IllegalStateException before {@link #start}
     */
    public InetSocketAddress address() {
        return life.address();
    }

    /**
     * Where the admin interface listens.
     *
     * @return host and port; the port that was found if any free one was asked for
     * @throws IllegalStateException before {@link #start}, and if there is none ({@link Builder#admin})
     */
    public InetSocketAddress adminAddress() {
        return life.adminAddress();
    }

    /**
     * How many connections are open at the moment.
     *
     * @return 0 or more, WebSockets and others, without those of the admin interface
     */
    public int connectionCount() {
        return port.connections();
    }

    int slowReaders() {
        return port.slowReaders();
    }

    /**
     * Stops: listens no more, closes every WebSocket with 1001, answers what was asked already, and ends the I/O threads. Blocks for up to 5 seconds
     * while clients say goodbye; what does not end then, a thread of a handler that hangs included, is left behind, and the log says so: it returns within
     * 28 seconds. Idempotent; ends a {@link #start} that is under way. The engine goes on. Not to be called from an I/O thread or a callback of the engine.
     */
    public void stop() {
        life.stop();
    }

    /** {@link #stop Stops}. */
    @Override
    public void close() {
        stop();
    }

    /** Describes a server; not safe for use by several threads. */
    public static final class Builder {
        private final ServerSettings settings;

        private Builder(ChatEngine engine) {
            settings = new ServerSettings(engine);
        }

        /**
         * Which of the machine's addresses to listen on.
         *
         * @param value a name or an address; {@code 0.0.0.0}, which is all of them, if nothing is said
         * @return this
         */
        public Builder host(String value) {
            settings.host = settings.given("host", value);
            return this;
        }

        /**
         * Which port to listen on.
         *
         * @param value 0 for any that is free; 5004 if nothing is said
         * @return this
         */
        public Builder port(int value) {
            settings.port = value;
            return this;
        }

        /**
         * How many threads read and write sockets.
         *
         * @param value 1 to 256; half the number of cores if nothing is said, and at least one
         * @return this
         */
        public Builder ioThreads(int value) {
            settings.ioThreads = value;
            return this;
        }

        /**
         * Which foreign web pages may use the server, in REST (the CORS protocol of the Fetch standard) and by WebSocket, whose origin the server has to check
         * by itself (RFC 6455, section 10.2). Pages that come from the server's own host and port always may, and so may programs that are no
         * browsers and send no {@code Origin}.
         *
         * <p>Pages of listed origins may send credentials, such as the cookie of the host's own login. {@code *} lets in every page of the web, so without: cookies
         * and {@code Authorization} of pages that are neither listed nor the server's own are dropped before the authenticator sees them. Shells of apps are listed
         * like pages: {@code capacitor://localhost}, {@code ionic://localhost}, {@code tauri://localhost}, {@code chrome-extension://...}. {@code null}
         * stands for every page that hides where it comes from, a file or a sandboxed frame of any site among them.
         *
         * @param value origins as browsers write them, {@code https://chat.example}; {@code *} for all; none if nothing is said
         * @return this
         */
        public Builder corsOrigins(Collection<String> value) {
            settings.corsOrigins = List.copyOf(settings.given("corsOrigins", value, List.of()));
            return this;
        }

        /**
         * Which foreign web pages may use the server, see {@link #corsOrigins(Collection)}.
         *
         * @param value origins, or {@code *}
         * @return this
         */
        public Builder corsOrigins(String... value) {
            return corsOrigins(List.of(value));
        }

        /**
         * Under which names the server may be asked; a request with another {@code Host} gets 421. That keeps out pages of foreign sites whose names are made to point to this
         * server's address (DNS rebinding), which browsers then take for the server's own: it is for servers that a private network protects, or that trust whoever reaches them.
         *
         * <p>Addresses as such and {@code localhost} are always good, as nobody can make them point elsewhere; so health checks and local trials go on. Without a list every name is, because
         * the server cannot know those that its host has given it, and a login guards it all the same: a foreign page has no cookie and no token of the server's own name.
         *
         * @param value names without a port, {@code chat.example}, or {@code *.chat.example} for all that are one label longer; all if nothing is said
         * @return this
         */
        public Builder allowedHosts(Collection<String> value) {
            settings.allowedHosts = List.copyOf(settings.given("allowedHosts", value, List.of()));
            return this;
        }

        /**
         * Under which names the server may be asked, see {@link #allowedHosts(Collection)}.
         *
         * @param value names
         * @return this
         */
        public Builder allowedHosts(String... value) {
            return allowedHosts(List.of(value));
        }

        /**
         * For how long browsers that came by TLS are never to come without it again (Strict-Transport-Security, RFC 6797). That holds for all ports of the host's name, not for those below
         * it, and is said with TLS alone.
         *
         * @param value 180 days if nothing is said; zero to say nothing, as for a {@code localhost} that has other servers
         * @return this
         */
        public Builder strictTransport(Duration value) {
            settings.strictTransport = settings.given("strictTransport", value);
            return this;
        }

        /**
         * Pages to serve where nothing else is.
         *
         * @param value the pages; none if nothing is said
         * @return this
         */
        public Builder resources(StaticResources value) {
            settings.resources = settings.given("resources", value);
            return this;
        }

        /**
         * How many connections at once; more are turned away.
         *
         * @param value 1 or more; if nothing is said, the process's limit of descriptors without those in use and a reserve for the backlog
         * @return this
         */
        public Builder maxConnections(int value) {
            settings.maxConnections = value;
            return this;
        }

        /**
         * The longest message of a client, in one frame or several; a longer one closes the connection with 1009. Before it has authenticated a client may send
         * 16 KB at most.
         *
         * @param value in bytes, 1,024 to 2^30; 64 KB if nothing is said
         * @return this
         */
        public Builder maxFrameBytes(int value) {
            settings.maxFrameBytes = value;
            return this;
        }

        /**
         * How much may wait for a client that reads slowly; before more does, typing and presence are shed, and then the connection is closed
         * with 4000.
         *
         * @param value in bytes, 1,024 to 2^30; 1 MB if nothing is said. A single frame may be larger if nothing waits before it
         * @return this
         */
        public Builder outboxBytes(int value) {
            settings.outboxBytes = value;
            return this;
        }

        /**
         * How much may be held for all clients together of what is not complete yet: heads and bodies of requests, requests behind one that is being answered,
         * frames and fragments, packets whose attachments have yet to come, and answers to plain requests that nobody takes. When it is more, those who hold the
         * most have to go, the oldest of equals first, and all who have not authenticated before any who has: a request gets 503, a connection on
         * {@code /ws} is closed with 4002, one of Socket.IO with 1013. Answers over 64 KB that a WebSocket or a poll
         * does not take count, too: for them a WebSocket is cut off without a close frame, and a polling session ends as that of a slow consumer. Messages that arrive whole are not counted. With TLS a handshake
         * counts 65 KB until it is done, and so do records of 16 KB that have begun or are not taken; what an idle connection of TLS takes does not, {@link #maxConnections} bounds it.
         *
         * @param value in bytes, 1 MB or more; an eighth of the largest heap, and at least 2 MB, if nothing is said
         * @return this
         */
        public Builder unfinishedInputBytes(long value) {
            settings.unfinishedInputBytes = value;
            return this;
        }

        /**
         * After which silence a client is pinged.
         *
         * @param value 10 ms or more, less than the idle time-out; 25 s if nothing is said
         * @return this
         */
        public Builder pingInterval(Duration value) {
            settings.pingInterval = settings.given("pingInterval", value);
            return this;
        }

        /**
         * After which silence a client is taken for gone, and its connection closed with 4001. One of Socket.IO has at most 20 s of it for the answer to a ping.
         *
         * @param value more than the ping interval; 60 s if nothing is said
         * @return this
         */
        public Builder idleTimeout(Duration value) {
            settings.idleTimeout = settings.given("idleTimeout", value);
            return this;
        }

        /**
         * What one address may have and do. That of a client behind a {@linkplain #trustedProxies proxy} is the one the proxy names.
         *
         * @param value the {@linkplain AddressLimits#DEFAULT defaults} if nothing is said
         * @return this
         */
        public Builder addressLimits(AddressLimits value) {
            settings.addressLimits = settings.given("addressLimits", value, AddressLimits.DEFAULT);
            return this;
        }

        /**
         * Which proxies are believed whom they speak for. Of {@code Forwarded} (RFC 7239) or {@code X-Forwarded-For} the right-most address that is not itself a trusted proxy's is the
         * client's then: for limits, for the authenticator ({@link dev.parlance.model.Credentials#REMOTE_ADDRESS}) and in the log. From anyone else these header fields say
         * nothing. If the address is malformed, hidden or missing, the proxy's own counts; so it does if both header fields are there and do not agree, since most proxies write one and let
         * the client write the other: have the proxy remove that one. The PROXY protocol is not spoken.
         *
         * @param value networks, {@code 10.0.0.0/8} or {@code fd00::/8}, and addresses; at most 64; none if nothing is said
         * @return this
         */
        public Builder trustedProxies(Collection<String> value) {
            settings.trustedProxies = List.copyOf(settings.given("trustedProxies", value, List.of()));
            return this;
        }

        /**
         * Which proxies are believed whom they speak for, see {@link #trustedProxies(Collection)}.
         *
         * @param value networks and addresses
         * @return this
         */
        public Builder trustedProxies(String... value) {
            return trustedProxies(List.of(value));
        }

        /**
         * How fast WebSockets and sessions of Socket.IO may be opened by all addresses together. Nobody waits in a queue for it: who comes when it is too much gets 503 with {@code
         * Retry-After}, before the handshake costs anything, and comes back.
         *
         * @param perSecond 1 to 1,000,000; 1,000 if nothing is said
         * @param burst 1 to 1,000,000; 2,000 if nothing is said
         * @return this
         */
        public Builder handshakeRate(int perSecond, int burst) {
            settings.handshakeRate(perSecond, burst);
            return this;
        }

        /**
         * Takes as many handshakes as come: for load tests.
         *
         * @return this
         */
        public Builder unlimitedHandshakeRate() {
            settings.unlimitedHandshakeRate();
            return this;
        }

        /** By which time rates and cut-offs of addresses, and the rate of handshakes, go. */
        Builder ticker(LongSupplier nanos) {
            settings.ticker = nanos;
            return this;
        }

        /**
         * How many TLS handshakes may be under way at once, each for 10 s at most; who comes beyond it is turned away. One address has a quarter of them at most.
         *
         * @param value 4 to 100,000; as many as have room in a thirty-second of the largest heap at 64 KB each, 64 to 10,000, if nothing is said
         * @return this
         */
        public Builder tlsHandshakes(int value) {
            settings.tlsHandshakes = value;
            return this;
        }

        /**
         * Encrypts every connection (https and wss): TLS 1.2 and 1.3, with suites of forward secrecy and authenticated encryption alone, in the server's order. Who speaks anything
         * else is closed.
         *
         * @param value certificates that are read anew when their files change; no encryption if nothing is said
         * @return this
         */
        public Builder tls(TlsFiles value) {
            settings.tlsFiles = settings.given("tls", value);
            settings.tls = value == null ? null : value.contexts();
            return this;
        }

        /**
         * Encrypts every connection as {@link #tls(TlsFiles)} does, with a key that the host looks after. Versions and suites are the same, whatever the context allows.
         *
         * @param value with the server's key; no encryption if nothing is said
         * @return this
         */
        public Builder tls(SSLContext value) {
            settings.tlsFiles = null;
            settings.tls = settings.given("tls", value) == null ? null : () -> value;
            return this;
        }

        /**
         * Whether {@code GET /api/chat/{roomId}/history} is there, and each message at {@code /api/chat/{roomId}/messages/{id}}. It asks neither the authenticator nor the authorizer: anyone who reaches the port can then read
         * every room that is open to all (others are 403). Not together with {@link #guardedHistory}.
         *
         * @param value false if nothing is said
         * @return this
         */
        public Builder openHistory(boolean value) {
            settings.openHistory = value;
            return this;
        }

        /**
         * Whether {@code GET /api/chat/{roomId}/history} is there, and each message at {@code /api/chat/{roomId}/messages/{id}}, for those who may read: the authenticator is asked who it is, with the header {@code Authorization: Bearer ...} and what else it
         * looks at of a request, then the authorizer ({@link dev.parlance.policy.Action.Read}). A refused login is 401, and ends the connection; a refused reading 403.
         *
         * @param value false if nothing is said
         * @return this
         */
        public Builder guardedHistory(boolean value) {
            settings.guardedHistory = value;
            return this;
        }

        /**
         * Says who finds out what uploaded files are, where the engine has a store of them ({@code ChatEngine.Builder.attachments}): then there are {@code POST /api/chat/{roomId}/files} and what is below it,
         * for whoever is who {@link #guardedHistory} or, with {@link #openHistory}, {@code X-User-Id} says.
         *
         * @param value {@code ContentInspector} of chat-files for one; default {@link FileInspector#NONE}, with which every file is one to be saved
         * @return this
         */
        public Builder fileInspector(FileInspector value) {
            settings.fileInspector = settings.given("fileInspector", value);
            return this;
        }

        /**
         * Opens the interface for operators and backends, on a port of its own.
         *
         * @param value where, and for whom; not open if nothing is said
         * @return this
         */
        public Builder admin(AdminPort value) {
            settings.admin = settings.given("admin", value);
            return this;
        }

        /**
         * Mounts a namespace of the host's own, beside the chat, which is Socket.IO's main namespace {@code /}.
         *
         * @param name with a slash at its beginning, 2 to 256 characters, no comma
         * @param namespace what it does with its clients
         * @return this
         */
        public Builder namespace(String name, SocketIoNamespace namespace) {
            settings.namespaces.put(
                    settings.given("a namespace's name", name, "/?"),
                    settings.given("namespace " + name, namespace, socket -> {}));
            return this;
        }

        /**
         * Whether every client of Socket.IO gets its rooms and what it missed when it is back within two minutes (connection state recovery). Every event then
         * has one more argument, a text, which handlers in other languages than JavaScript may stumble over.
         *
         * @param value true for every client; if nothing is said, only clients that say {@code recovery=1} in their query or auth
         * @return this
         */
        public Builder connectionStateRecovery(boolean value) {
            settings.recovery = value;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return a server that does not listen yet
         * @throws IllegalArgumentException naming every fault
         */
        public ChatServer build() {
            List<String> faults = settings.faults();
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", faults));
            }
            return new ChatServer(settings.engine, new ServerParts(settings));
        }
    }
}

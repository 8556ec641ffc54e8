package dev.parlance.websocket;

import dev.parlance.ChatEngine;
import dev.parlance.attachment.FileInspector;
import dev.parlance.websocket.address.Networks;
import dev.parlance.websocket.address.RateBound;
import dev.parlance.websocket.net.DescriptorLimit;
import dev.parlance.websocket.net.InputBudget;
import dev.parlance.websocket.socketio.SocketIoNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What a {@link ChatServer.Builder} has been told, what holds if nothing is said, and what is nonsense. Not safe for use by several threads. */
final class ServerSettings {
    static final Duration FASTEST_SWEEP = Duration.ofMillis(10);

    private static final Pattern ORIGIN = Pattern.compile("\\*|null|[A-Za-z][A-Za-z0-9+.-]*://[^/\\s,?#]+");
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern NAMESPACE = Pattern.compile("/[^,]{1,255}");
    private static final int LEAST_FRAME_BYTES = 1024;
    private static final int LEAST_UNFINISHED_BYTES = 1024 * 1024;
    private static final int TLS_HANDSHAKE_BYTES = 64 * 1024;
    private static final int MOST_BYTES = 1 << 30;

    final ChatEngine engine;
    String host = "0.0.0.0";
    int port = 5004;
    int ioThreads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    List<String> corsOrigins = List.of();

    List<String> allowedHosts = List.of();
    Duration strictTransport = Duration.ofDays(180);

    @Nullable
    StaticResources resources;

    int maxConnections = DescriptorLimit.connections();
    int maxFrameBytes = 64 * 1024;
    int outboxBytes = 1024 * 1024;
    long unfinishedInputBytes = InputBudget.defaultLimit();
    Duration pingInterval = Duration.ofSeconds(25);
    Duration idleTimeout = Duration.ofSeconds(60);

    AddressLimits addressLimits = AddressLimits.DEFAULT;
    List<String> trustedProxies = List.of();
    RateBound handshakes = RateBound.of(1_000, Duration.ofSeconds(1), 2_000);
    int tlsHandshakes = defaultTlsHandshakes();

    /** Nanoseconds that never go back, by which addresses have their rates and are cut off. */
    LongSupplier ticker = System::nanoTime;

    /** What connections are encrypted with; plain if it is null. */
    @Nullable
    Supplier<SSLContext> tls;

    @Nullable
    TlsFiles tlsFiles;

    @Nullable
    AdminPort admin;

    boolean openHistory;
    boolean guardedHistory;

    FileInspector fileInspector = FileInspector.NONE;

    final Map<String, SocketIoNamespace> namespaces = new HashMap<>();
    boolean recovery;

    private @Nullable String handshakeFault;
    private final List<String> nulls = new ArrayList<>();

    ServerSettings(ChatEngine engine) {
        this.engine = engine;
        given("engine", engine);
    }

    /** Takes it if it is one, and notes the fault otherwise; what is said last counts. */
    void handshakeRate(int perSecond, int burst) {
        handshakeFault = AddressLimits.isRate(perSecond, burst)
                ? null
                : "handshakeRate must be 1 to 1000000 a second and at once, not " + perSecond + " and " + burst;
        handshakes = handshakeFault == null ? RateBound.of(perSecond, Duration.ofSeconds(1), burst) : handshakes;
    }

    void unlimitedHandshakeRate() {
        handshakeFault = null;
        handshakes = RateBound.NONE;
    }

    /** Takes a value, and notes if it is none. */
    <T> T given(String what, T value) {
        return given(what, value, value);
    }

    /** Takes a value, and notes if it is none; goes on with another then. */
    <T> T given(String what, @Nullable T value, T otherwise) {
        nulls.removeIf(what::equals);
        if (value == null) {
            nulls.add(what);
        }
        return value == null ? otherwise : value;
    }

    /** Every fault in words; none if it can be built. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        nulls.forEach(what -> faults.add(what + " must not be null"));
        check(faults, host == null || !host.isBlank(), "host must not be blank");
        check(faults, port >= 0 && port <= 65_535, "port must be 0 to 65535, not " + port);
        check(faults, ioThreads >= 1 && ioThreads <= 256, "ioThreads must be 1 to 256, not " + ioThreads);
        check(faults, maxConnections >= 1, "maxConnections must be 1 or more, not " + maxConnections);
        check(faults, isSize(maxFrameBytes), "maxFrameBytes must be 1024 to 2^30, not " + maxFrameBytes);
        check(faults, isSize(outboxBytes), "outboxBytes must be 1024 to 2^30, not " + outboxBytes);
        check(
                faults,
                unfinishedInputBytes >= LEAST_UNFINISHED_BYTES,
                "unfinishedInputBytes must be 1 MB or more, not " + unfinishedInputBytes);
        check(
                faults,
                pingInterval == null || pingInterval.compareTo(FASTEST_SWEEP) >= 0,
                "pingInterval must be 10 ms or more, not " + pingInterval);
        check(
                faults,
                idleTimeout == null || pingInterval == null || idleTimeout.compareTo(pingInterval) > 0,
                "idleTimeout must be more than pingInterval, not " + idleTimeout);
        check(
                faults,
                admin == null || admin.authorities() == null || tlsFiles != null,
                "the clientCa of the admin interface needs tls(TlsFiles)");
        check(faults, !(openHistory && guardedHistory), "openHistory and guardedHistory exclude each other");
        if (handshakeFault != null) {
            faults.add(handshakeFault);
        }
        check(
                faults,
                tlsHandshakes >= 4 && tlsHandshakes <= 100_000,
                "tlsHandshakes must be 4 to 100000, not " + tlsHandshakes);
        try {
            Networks.of(trustedProxies);
        } catch (IllegalArgumentException e) {
            faults.add("trustedProxies: " + e.getMessage());
        }
        namespaces.keySet().stream()
                .filter(Predicate.not(NAMESPACE.asMatchPredicate()))
                .forEach(name -> faults.add("a namespace must be like /orders, not \"" + name + "\""));
        corsOrigins.stream()
                .filter(Predicate.not(ORIGIN.asMatchPredicate()))
                .forEach(origin ->
                        faults.add("corsOrigins must be *, null or like https://chat.example, not \"" + origin + "\""));
        allowedHosts.stream()
                .filter(Predicate.not(HOST.asMatchPredicate()))
                .forEach(name ->
                        faults.add("allowedHosts must be like chat.example or *.chat.example, without a port, not \""
                                + name + "\""));
        check(
                faults,
                strictTransport == null || !strictTransport.isNegative(),
                "strictTransport must be zero or more, not " + strictTransport);
        return faults;
    }

    /** A thirty-second of the heap at some 64 KB each. */
    private static int defaultTlsHandshakes() {
        return (int) Math.max(64, Math.min(10_000, Runtime.getRuntime().maxMemory() / 32 / TLS_HANDSHAKE_BYTES));
    }

    private static boolean isSize(int bytes) {
        return bytes >= LEAST_FRAME_BYTES && bytes <= MOST_BYTES;
    }

    private static void check(List<String> faults, boolean fine, String fault) {
        if (!fine) {
            faults.add(fault);
        }
    }
}

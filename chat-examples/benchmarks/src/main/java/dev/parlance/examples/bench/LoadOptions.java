package dev.parlance.examples.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the command line says. */
final class LoadOptions {
    enum Protocol {
        NATIVE,
        SOCKETIO;

        Dialect dialect() {
            return this == NATIVE ? new NativeDialect() : new SocketIoDialect();
        }
    }

    @Option(names = "--url", paramLabel = "<url>", description = "Instead of host and port: ws://127.0.0.1:5004")
    @Nullable
    URI url;

    @Option(names = "--host", paramLabel = "<host>", description = "Default 127.0.0.1.")
    String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "<port>",
            description = "Default 5004. Repeated: several nodes, over which each room's members take turns.")
    List<Integer> ports = List.of(5004);

    @Option(
            names = "--protocol",
            paramLabel = "<name>",
            description = "native, at /ws, or socketio, over WebSocket. Default native.")
    Protocol protocol = Protocol.NATIVE;

    @Option(names = "--clients", paramLabel = "<n>", description = "Default 100.")
    int clients = 100;

    @Option(names = "--rooms", paramLabel = "<n>", description = "Clients spread over them evenly. Default 1.")
    int rooms = 1;

    @Option(names = "--senders", paramLabel = "<n>", description = "Of each room. Default 1.")
    int senders = 1;

    @ArgGroup(heading = "%nWhen is something said (one of these):%n", multiplicity = "1")
    Kind kind = new Kind();

    @Option(
            names = "--duration",
            paramLabel = "<seconds>",
            converter = Seconds.class,
            description = "What is measured. Default 5.")
    Duration duration = Duration.ofSeconds(5);

    @Option(
            names = "--warmup",
            paramLabel = "<seconds>",
            converter = Seconds.class,
            description = "The same load before that. Default 1.")
    Duration warmup = Duration.ofSeconds(1);

    @Option(
            names = "--settle",
            paramLabel = "<seconds>",
            converter = Seconds.class,
            description = "How long nothing must be heard after the last has joined. Default 1.")
    Duration settle = Duration.ofSeconds(1);

    @Option(
            names = "--connect-timeout",
            paramLabel = "<seconds>",
            converter = Seconds.class,
            description = "Until the last has joined. Default 120.")
    Duration connectTimeout = Duration.ofMinutes(2);

    @Option(names = "--payload", paramLabel = "<bytes>", description = "Of each message's text. Default 64.")
    int payload = 64;

    @Option(
            names = "--pid",
            paramLabel = "<pid>",
            description = "A process of the server, for processor time and memory. Repeatable.")
    List<Long> pids = List.of();

    @Option(names = "--progress", description = "Show the progress even if standard error is not a terminal.")
    boolean progress;

    @Option(
            names = "--strict",
            description = "Status 3 if a message was lost, came twice or out of order, or a client was lost.")
    boolean strict;

    @Option(names = "--allow-remote", description = "Put the load on another machine than this.")
    boolean allowRemote;

    /** One of four. */
    static final class Kind {
        @Option(
                names = "--rate",
                paramLabel = "<per-second>",
                description = "So many messages a second in all (open loop).")
        double rate;

        @Option(
                names = "--window",
                paramLabel = "<n>",
                description = "So many messages of each sender on their way at any time (closed loop).")
        int window;

        @Option(
                names = "--pair",
                description = "Two more clients, in a room of their own, answer each other; all others idle.")
        boolean pair;

        @Option(names = "--idle", description = "Never: connect, join and stay.")
        boolean idle;
    }

    /** Names every fault, or nothing. */
    String faults() {
        List<String> faults = new ArrayList<>();
        within(faults, "--clients", clients, 1, 1_000_000);
        within(faults, "--rooms", rooms, 1, clients);
        within(faults, "--senders", senders, 1, Math.max(1, clients / Math.max(1, rooms)));
        within(faults, "--payload", payload, 1, 1_000_000);
        if (!kind.idle && !kind.pair && !(kind.rate > 0 && kind.rate <= 1e7)) {
            within(faults, kind.rate != 0 ? "--rate" : "--window", kind.window, 1, 100_000);
        }
        ports.forEach(port -> within(faults, "--port", port, 1, 65_535));
        if (url != null && (url.getHost() == null || !List.of("ws", "http").contains(url.getScheme()))) {
            faults.add("--url must be like ws://127.0.0.1:5004, not " + url);
        }
        long most = descriptors() - 100;
        if (clients > most) {
            faults.add("--clients " + clients + " needs more open files than the " + most + " that ulimit -n allows");
        }
        return String.join("; ", faults);
    }

    Servers servers() {
        if (url == null) {
            return new Servers(host, ports, allowRemote);
        }
        return new Servers(url.getHost(), List.of(url.getPort() < 0 ? 80 : url.getPort()), allowRemote);
    }

    Seating seating() {
        return new Seating(clients, rooms, senders, url == null ? ports.size() : 1, kind.pair);
    }

    Pattern pattern(LoadClients crowd) {
        if (kind.pair) {
            return new PingPong(crowd);
        }
        if (kind.idle) {
            return new Silence();
        }
        return kind.rate > 0 ? new OpenLoop(crowd, kind.rate) : new ClosedLoop(crowd, kind.window);
    }

    private static void within(List<String> faults, String what, int value, int least, int most) {
        if (value < least || value > most) {
            faults.add(what + " must be " + least + " to " + most + ", not " + value);
        }
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    static final class Seconds implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            try {
                double seconds = Double.parseDouble(value);
                if (seconds >= 0 && seconds <= 86_400) {
                    return Duration.ofNanos((long) (seconds * 1e9));
                }
            } catch (NumberFormatException e) {
                // told below, as a number out of bounds is
            }
            throw new TypeConversionException("'" + value + "' is not a number of seconds from 0 to 86400");
        }
    }
}

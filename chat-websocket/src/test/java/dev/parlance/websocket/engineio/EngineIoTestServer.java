package dev.parlance.websocket.engineio;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.address.AddressAccounts;
import dev.parlance.websocket.http.Edge;
import dev.parlance.websocket.http.HttpProtocol;
import dev.parlance.websocket.http.HttpSettings;
import dev.parlance.websocket.http.Origins;
import dev.parlance.websocket.http.Router;
import dev.parlance.websocket.net.InputBudget;
import dev.parlance.websocket.net.Port;
import dev.parlance.websocket.net.PortSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An Engine.IO server on a free port of the loopback address; without an application of its own it echoes. */
public final class EngineIoTestServer implements AutoCloseable {
    public static final String PATH = "/engine.io/";

    private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    private final Timers timers;
    private final Port port;
    private final int number;
    public final EngineIoServer server;

    private EngineIoTestServer(
            EngineIoSettings settings, Timers timers, int ioThreads, @Nullable EngineIoApplication application)
            throws IOException {
        this.timers = timers;
        Origins origins = new Origins(List.of("https://chat.example"), false);
        InputBudget input = new InputBudget(16 << 20);
        server = new EngineIoServer(
                settings,
                origins,
                timers,
                input,
                application != null ? application : (session, request) -> echo(session));
        Router.Builder router = Router.builder();
        server.addTo(router, PATH);
        HttpSettings http = new HttpSettings(router.build(), origins, Edge.PLAIN, AddressAccounts.unbounded());
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        port = new Port(
                new PortSettings(any, ioThreads, 10_000, 100, Duration.ofMillis(50), input, null),
                wire -> new HttpProtocol(wire, http));
        number = port.open().getPort();
    }

    public static EngineIoTestServer start() throws IOException {
        return start(EngineIoSettings.DEFAULT);
    }

    public static EngineIoTestServer start(EngineIoSettings settings) throws IOException {
        return new EngineIoTestServer(settings, Timers.start(), 1, null);
    }

    public static EngineIoTestServer start(EngineIoSettings settings, ManualTime time) throws IOException {
        return new EngineIoTestServer(settings, time.timers(), 1, null);
    }

    public static EngineIoTestServer start(EngineIoApplication application, ManualTime time) throws IOException {
        return new EngineIoTestServer(EngineIoSettings.DEFAULT, time.timers(), 1, application);
    }

    public static EngineIoTestServer start(EngineIoSettings settings, EngineIoApplication application, ManualTime time)
            throws IOException {
        return new EngineIoTestServer(settings, time.timers(), 1, application);
    }

    /** With two event loops, so that a session and its WebSocket may be on different ones. */
    public static EngineIoTestServer withTwoLoops() throws IOException {
        return new EngineIoTestServer(EngineIoSettings.DEFAULT, Timers.start(), 2, null);
    }

    public static EngineIoTestServer withTwoLoops(EngineIoApplication application) throws IOException {
        return new EngineIoTestServer(EngineIoSettings.DEFAULT, Timers.start(), 2, application);
    }

    public int port() {
        return number;
    }

    public RawClient connect() throws IOException {
        return RawClient.connect(number);
    }

    public PollingClient poller() throws IOException {
        return new PollingClient(number, PATH).open();
    }

    /** A session on a WebSocket that has echoed once, so that its heartbeat is running. */
    public RawClient webSocket() throws IOException {
        RawClient client = connect().upgrade(PATH + "?EIO=4&transport=websocket");
        client.readText();
        client.text("4ready").readText();
        return client;
    }

    /** Why the next session ended. */
    public Ending ending() throws InterruptedException {
        return endings.poll(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.stop();
        port.close(2_000);
        timers.close();
    }

    private EngineIoHandler echo(EngineIoSession session) {
        session.known();
        return new Echo(session, endings::add);
    }
}

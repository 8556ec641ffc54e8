package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.address.AddressAccounts;
import dev.parlance.websocket.http.BodyEcho;
import dev.parlance.websocket.http.Edge;
import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.HttpProtocol;
import dev.parlance.websocket.http.HttpSettings;
import dev.parlance.websocket.http.Origins;
import dev.parlance.websocket.http.RefusalListener;
import dev.parlance.websocket.http.Response;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
class SlowRequestTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final BlockingQueue<Exchange> held = new LinkedBlockingQueue<>();
    private Port port;
    private InetSocketAddress address;

    @BeforeEach
    void open() throws IOException {
        Router router = Router.builder()
                .route("POST", "/echo", new BodyEcho(1024))
                .route("GET", "/held", held::add)
                .build();
        HttpSettings settings = new HttpSettings(
                router,
                new Origins(List.of(), false),
                Edge.PLAIN,
                AddressAccounts.unbounded(),
                RefusalListener.NOBODY,
                SHORT,
                SHORT,
                SHORT);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        port = new Port(
                new PortSettings(any, 1, 100, 10, Duration.ofMillis(20), new InputBudget(1 << 20), null),
                wire -> new HttpProtocol(wire, settings));
        address = port.open();
    }

    @AfterEach
    void close() {
        port.close(100);
    }

    private RawClient connect() throws IOException {
        return RawClient.connect(address.getPort());
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws IOException {
        try (RawClient client = connect()) {
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aHeadThatDripsInGets408HoweverOftenAByteComes() throws Exception {
        try (RawClient client = connect()) {
            client.send("GET /echo HTTP/1.1\r\nX: ");
            ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
            try {
                drip.scheduleAtFixedRate(() -> client.trySend("y"), 10, 10, TimeUnit.MILLISECONDS);
                assertThat(client.answer().status()).isEqualTo(408);
            } finally {
                drip.shutdownNow();
            }
        }
    }

    @Test
    void aBodyThatDoesNotComeGets408() throws IOException {
        try (RawClient client = connect()) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab");
            assertThat(client.answer().status()).isEqualTo(408);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aBodyIsReadAsAWhole() throws IOException {
        try (RawClient client = connect()) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab")
                    .send("cd")
                    .send("e");
            assertThat(client.answer().body()).isEqualTo("abcde");
        }
    }

    @Test
    void oneThatWaitsForAGoAheadGetsIt() throws IOException {
        try (RawClient client = connect()) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(100);
            assertThat(client.send("ok").answer().body()).isEqualTo("ok");
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws IOException {
        try (RawClient client = connect()) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok");
            assertThat(client.answer().body()).isEqualTo("ok");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void anAnswerMayComeLaterFromAnotherThread() throws Exception {
        try (RawClient client = connect()) {
            client.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
            Exchange exchange = held.take();
            exchange.respond(Response.json(200, "late".getBytes()));
            exchange.respond(Response.json(200, "later".getBytes()));
            assertThat(client.answer().body()).isEqualTo("late");
        }
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIs503() throws Exception {
        try (RawClient client = connect()) {
            client.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
            Exchange exchange = held.take();
            exchange.loop().execute(() -> exchange.answerWithin(Duration.ofMillis(50)));
            assertThat(client.answer().status()).isEqualTo(503);
            exchange.respond(Response.json(200, "too late".getBytes()));
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aHandlerHearsThatItsClientIsGone() throws Exception {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        try (RawClient client = connect()) {
            client.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
            Exchange exchange = held.take();
            CompletableFuture<Void> asked = new CompletableFuture<>();
            exchange.loop().execute(() -> {
                exchange.onAbort(() -> gone.complete(null));
                asked.complete(null);
            });
            asked.get();
        }
        gone.get(60, TimeUnit.SECONDS);
    }
}

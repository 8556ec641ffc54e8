package dev.parlance.websocket.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.address.AddressAccounts;
import dev.parlance.websocket.net.InputBudget;
import dev.parlance.websocket.net.Port;
import dev.parlance.websocket.net.PortSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that nobody holds as a whole: they are read as they are asked for, and made as they are taken. */
class StreamedBodiesTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int LARGE = 48 * MEGABYTE;
    private static final long MOST = 64L * MEGABYTE;

    private final LinkedBlockingQueue<TakenBody> taken = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<CountingSource> given = new LinkedBlockingQueue<>();
    private final InputBudget budget = new InputBudget(16 << 20);
    private volatile Duration pause = Duration.ofSeconds(10);
    private Port port;
    private int number;

    private final HttpHandler taking = new HttpHandler() {
        @Override
        public Admission admit(RequestHead request) {
            return Admission.streamed(MOST);
        }

        @Override
        public void handle(Exchange exchange) {
            TakenBody body = new TakenBody(exchange);
            exchange.stream().subscribe(body);
            taken.add(body);
        }
    };

    private void give(Exchange exchange, int most) {
        CountingSource source = new CountingSource(Integer.parseInt(exchange.variable(0)), most);
        given.add(source);
        exchange.respond(Response.streamed(200, "application/octet-stream", source.length(), source));
    }

    @BeforeEach
    void open() throws IOException {
        Router router = Router.builder()
                .route("POST", "/take", taking)
                .route("GET", "/give/{bytes}", exchange -> give(exchange, Integer.MAX_VALUE))
                .route("GET", "/break/{bytes}", exchange -> give(exchange, 300_000))
                .build();
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        port = new Port(
                new PortSettings(any, 1, 100, 10, Duration.ofMillis(20), budget, null),
                wire -> new HttpProtocol(
                        wire,
                        new HttpSettings(
                                router,
                                new Origins(List.of(), false),
                                Edge.PLAIN,
                                AddressAccounts.unbounded(),
                                RefusalListener.NOBODY,
                                Duration.ofSeconds(10),
                                pause,
                                Duration.ofSeconds(30))));
        number = port.open().getPort();
    }

    @AfterEach
    void close() {
        port.close(2_000);
    }

    private RawClient post(String... headers) throws IOException {
        String more = String.join("\r\n", headers);
        return RawClient.connect(number).send("POST /take HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n\r\n");
    }

    private static ConditionFactory eventually(String what) {
        return await(what).atMost(Duration.ofMinutes(1));
    }

    private static <T> T next(LinkedBlockingQueue<T> from) throws InterruptedException {
        T one = from.poll(60, TimeUnit.SECONDS);
        assertThat(one).as("a request comes to its handler").isNotNull();
        return one;
    }

    @Test
    void whatNobodyAsksForStaysWithThePeer() throws Exception {
        try (RawClient client = post("Content-Length: " + LARGE)) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendLarge(client));
            TakenBody body = next(taken);
            body.request(1);
            eventually("a piece has come").until(() -> body.pieces() == 1);
            assertThat(client.hears(Duration.ofMillis(200))).isFalse();
            assertThat(sending.isDone()).as("all is sent though nobody reads").isFalse();
            assertThat(body.pieces()).isEqualTo(1);
            assertThat(budget.held()).isLessThan(MEGABYTE);
            body.request(Long.MAX_VALUE);
            body.whole().get(60, TimeUnit.SECONDS);
            assertThat(body.bytes()).isEqualTo(LARGE);
            body.answer();
            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.get("/give/5").body())
                    .as("the connection goes on")
                    .hasSize(5);
        }
    }

    private static void sendLarge(RawClient client) {
        try {
            byte[] piece = new byte[MEGABYTE];
            for (int i = 0; i < LARGE / MEGABYTE; i++) {
                client.send(piece);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theGoAheadComesWhenTheBodyIsAskedFor() throws Exception {
        try (RawClient client = post("Content-Length: 5", "Expect: 100-continue")) {
            TakenBody body = next(taken);
            assertThat(client.hears(Duration.ofMillis(200))).isFalse();
            body.request(1);
            assertThat(client.answer().status()).isEqualTo(100);
            client.send("hello");
            body.whole().get(60, TimeUnit.SECONDS);
            body.answer();
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void whoIsRefusedBeforeTheGoAheadSendsNothing() throws Exception {
        try (RawClient client = post("Content-Length: 5", "Expect: 100-continue")) {
            next(taken).refuse();
            assertThat(client.answer().status()).isEqualTo(403);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void whatIsLongerThanItMayBeIsRefusedByItsHead() throws Exception {
        try (RawClient client = post("Content-Length: " + (MOST + 1), "Expect: 100-continue")) {
            assertThat(client.answer().status()).isEqualTo(413);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void ofChunksWithoutEndNoMoreIsTakenThanABodyMayHave() throws Exception {
        try (RawClient client = post("Transfer-Encoding: chunked")) {
            TakenBody body = next(taken);
            body.request(Long.MAX_VALUE);
            String chunk = "100000\r\n" + "x".repeat(MEGABYTE) + "\r\n";
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                for (int i = 0; i <= MOST / MEGABYTE; i++) {
                    client.trySend(chunk);
                }
            });
            assertThat(client.answer().status()).isEqualTo(413);
            sending.get(60, TimeUnit.SECONDS);
            assertThat(body.bytes()).isLessThanOrEqualTo(MOST);
            assertThat(body.whole()).isCompletedExceptionally();
        }
    }

    @Test
    void whoIsAnsweredBeforeTheEndReadsTheAnswerAndTheConnectionEnds() throws Exception {
        try (RawClient client = post("Content-Length: " + LARGE)) {
            client.send(new byte[1000]);
            TakenBody body = next(taken);
            body.request(1);
            eventually("a piece has come").until(() -> body.pieces() == 1);
            body.refuse();
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(body.whole()).isCompletedExceptionally();
            assertThat(client.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyThatStopsHalfWayIsNoBody(boolean vanishes) throws Exception {
        try (RawClient client = post("Content-Length: 2000")) {
            client.send(new byte[1000]);
            TakenBody body = next(taken);
            body.request(Long.MAX_VALUE);
            eventually("what there is has come").until(() -> body.bytes() == 1000);
            if (vanishes) {
                client.vanish();
            } else {
                client.endOutput();
                assertThat(client.answer().status()).isEqualTo(400);
            }
            eventually("its end is noticed").until(() -> body.whole().isCompletedExceptionally());
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void chunksAreOneBodyAndTheNextRequestFollows() throws Exception {
        try (RawClient client = post("Transfer-Encoding: chunked")) {
            TakenBody body = next(taken);
            body.request(Long.MAX_VALUE);
            client.send("3\r\nhel\r\n").send("2\r\nlo\r\n0\r\n\r\nGET /give/3 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            body.whole().get(60, TimeUnit.SECONDS);
            assertThat(body.bytes()).isEqualTo(5);
            body.answer();
            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.answer().body()).hasSize(3);
        }
    }

    @Test
    void aBodyOfNothingIsWholeAtOnce() throws Exception {
        try (RawClient client = post("Content-Length: 0")) {
            TakenBody body = next(taken);
            body.request(1);
            body.whole().get(60, TimeUnit.SECONDS);
            body.answer();
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatDoesNotComeOnGets408() throws Exception {
        pause = Duration.ofMillis(50);
        try (RawClient client = post("Content-Length: 2000")) {
            client.send(new byte[1000]);
            TakenBody body = next(taken);
            body.request(Long.MAX_VALUE);
            assertThat(client.answer().status()).isEqualTo(408);
            assertThat(body.whole()).isCompletedExceptionally();
        }
    }

    @Test
    void whileTheServerIsBusyThePeerIsNotSlow() throws Exception {
        pause = Duration.ofMillis(50);
        try (RawClient client = post("Content-Length: 2000")) {
            client.send(new byte[1000]);
            TakenBody body = next(taken);
            assertThat(client.hears(Duration.ofMillis(600))).isFalse();
            body.request(Long.MAX_VALUE);
            client.send(new byte[1000]);
            body.whole().get(60, TimeUnit.SECONDS);
            body.answer();
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerIsMadeAsItIsTaken() throws Exception {
        try (RawClient client = RawClient.connect(number)) {
            client.send("GET /give/" + LARGE + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            CountingSource source = next(given);
            assertThat(client.hears(Duration.ofSeconds(20))).isTrue();
            eventually("the peer does not take more").until(() -> port.slowReaders() == 1);
            assertThat(source.made()).isLessThan(LARGE / 2);
            client.send("GET /give/7 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
                head += new String(client.read(1), ISO_8859_1);
            }
            assertThat(head).contains("Content-Length: " + LARGE);
            assertThat(source.isWhatWasMade(client.read(LARGE))).isTrue();
            assertThat(client.answer().body()).as("the connection goes on").hasSize(7);
        }
    }

    @Test
    void whileOneTakesMuchOthersAreAnswered() throws Exception {
        try (RawClient greedy = RawClient.connect(number);
                RawClient other = RawClient.connect(number)) {
            greedy.send("GET /give/" + LARGE + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            CountingSource source = next(given);
            // on a thread of its own: on two processors the common pool has one, which what is made here takes
            CompletableFuture<byte[]> reading =
                    CompletableFuture.supplyAsync(() -> read(greedy), task -> new Thread(task).start());
            assertThat(other.get("/give/5").body()).hasSize(5);
            assertThat(reading.get(60, TimeUnit.SECONDS)).hasSize(LARGE);
            assertThat(source.made()).isEqualTo(LARGE);
        }
    }

    private static byte[] read(RawClient client) {
        try {
            return client.read(LARGE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void ofAnAnswerThatCannotBeCompletedTheConnectionEndsBeforeItsLength() throws Exception {
        try (RawClient client = RawClient.connect(number)) {
            client.send("GET /break/1000000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(next(given).length()).isEqualTo(1_000_000);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void whoGoesIsNotMadeAnythingForAnyMore() throws Exception {
        CountingSource source;
        try (RawClient client = RawClient.connect(number)) {
            client.send("GET /give/" + LARGE + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            source = next(given);
            eventually("the peer does not take more").until(() -> port.slowReaders() == 1);
            client.vanish();
        }
        eventually("what makes it is told").until(source::isCancelled);
    }

    @Test
    void whoAsksForTheHeadAloneHasNothingMade() throws Exception {
        try (RawClient client = RawClient.connect(number)) {
            RawClient.Answer answer = client.request("HEAD", "/give/1000");
            assertThat(answer.header("Content-Length")).isEqualTo("1000");
            assertThat(next(given).made()).isZero();
            assertThat(client.get("/give/5").body()).hasSize(5);
        }
    }
}

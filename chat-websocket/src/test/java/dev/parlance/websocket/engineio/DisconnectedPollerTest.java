package dev.parlance.websocket.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.transport.FramePriority;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.rfc6455.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server ends a session that polls, right after it has said much. */
@Timeout(20)
class DisconnectedPollerTest {
    private static final int MANY = 40;
    private static final int FIT = PollingTransport.MOST_PACKETS;

    /** Sends as many messages as it is told, and closes, if it is told so. */
    private record Kicking(EngineIoSession session) implements EngineIoHandler {
        @Override
        public void onText(String text) {
            String[] words = text.split(" ");
            for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                byte[] bytes = ("4" + i).getBytes(StandardCharsets.UTF_8);
                session.send(Frames.text(bytes, bytes.length, FramePriority.ESSENTIAL));
            }
            if (words[0].equals("kick")) {
                session.close(Ending.FORCED_CLOSE, 1000, "as the test wants it");
            }
        }

        @Override
        public void onBinary(ByteBuffer data) {}

        @Override
        public void onClose(Ending ending) {}
    }

    private final ManualTime time = new ManualTime();
    private EngineIoTestServer server;
    private PollingClient client;

    @BeforeEach
    void start() throws IOException {
        server = EngineIoTestServer.start((session, request) -> new Kicking(session), time);
        client = server.poller();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private static List<String> packets(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "4" + i).toList();
    }

    /** The packets of each poll, up to the close packet. */
    private List<List<String>> pollToTheEnd() throws IOException {
        List<List<String>> polls = new ArrayList<>();
        do {
            RawClient.Answer answer = client.poll();
            assertThat(answer.status()).isEqualTo(200);
            polls.add(List.of(answer.body().split("\u001e")));
        } while (!polls.get(polls.size() - 1).contains("1"));
        return polls;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "User-Agent: python-requests/2.32", "User-Agent: Mozilla/5.0"})
    void whoeverAsksAnAnswerHasAtMost16Packets(String userAgent) throws IOException {
        try (PollingClient other = new PollingClient(server.port(), EngineIoTestServer.PATH)
                .open(userAgent.isEmpty() ? "X: y" : userAgent)) {
            other.post("4say " + MANY);
            assertThat(other.poll().body().split("\u001e")).containsExactlyElementsOf(packets(0, FIT));
            assertThat(other.poll().body().split("\u001e")).containsExactlyElementsOf(packets(FIT, 2 * FIT));
            assertThat(other.poll().body().split("\u001e")).containsExactlyElementsOf(packets(2 * FIT, MANY));
        }
    }

    @Test
    void everythingGoesFirstOverAsManyPollsAsItTakesAndTheEndHasItsOwn() throws IOException {
        client.post("4kick " + MANY);
        assertThat(pollToTheEnd())
                .containsExactly(packets(0, FIT), packets(FIT, 2 * FIT), packets(2 * FIT, MANY), List.of("1"));
        assertThat(client.poll().status()).isEqualTo(400);
        assertThat(server.server.sessionCount()).isZero();
    }

    @Test
    void aPollThatWaitsIsAnsweredWithWhatWasSaidAndTheNextOneWithTheEnd() throws IOException {
        client.beginPoll();
        client.post("4kick 3");
        assertThat(client.endPoll().body()).isEqualTo("40\u001e41\u001e42");
        assertThat(client.poll().body()).isEqualTo("1");
    }

    @Test
    void ifNothingWaitsTheEndComesAtOnce() throws IOException {
        client.beginPoll();
        client.post("4kick 0");
        assertThat(client.endPoll().body()).isEqualTo("1");
        assertThat(client.poll().body()).startsWith("{\"code\":1,");
        assertThat(server.server.sessionCount()).isZero();
    }

    private void assertIsLetGo() throws IOException {
        while (client.post("3").status() == 200) {
            // the alarm rings on the event loop, in one of its next rounds
        }
        assertThat(client.poll().body()).startsWith("{\"code\":1,");
    }

    @Test
    void whoPollsNoMoreIsLetGo() throws IOException {
        client.post("4kick " + MANY);
        client.poll();
        time.advance(Departure.NEXT_POLL.minusNanos(1));
        client.poll();
        assertThat(server.server.sessionCount()).isEqualTo(1);
        time.advance(Departure.NEXT_POLL);
        assertIsLetGo();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void whoPollsForEverIsLetGoToo() throws IOException {
        client.post("4kick " + 100 * FIT);
        Duration almost = Departure.NEXT_POLL.minusNanos(1);
        for (Duration passed = Duration.ZERO; passed.compareTo(Departure.LAST_POLL) < 0; passed = passed.plus(almost)) {
            assertThat(client.poll().status()).isEqualTo(200);
            time.advance(almost);
        }
        assertIsLetGo();
    }

    @Test
    void aClientThatHasHeardEnoughIsLetGoAtOnce() throws IOException {
        client.post("4kick " + MANY);
        client.poll();
        assertThat(client.post("1").body()).isEqualTo("ok");
        assertThat(client.poll().body()).isEqualTo("6");
        assertThat(client.poll().body()).startsWith("{\"code\":1,");
        assertThat(server.server.sessionCount()).isZero();
    }

    @Test
    void whatItStillPostsChangesNothing() throws IOException {
        client.post("4kick " + MANY);
        assertThat(client.post("3\u001e4say 1").status()).isEqualTo(200);
        assertThat(pollToTheEnd()).hasSize(4);
    }

    @Test
    void anUpgradeThatIsUnderWayMayBeCompletedAndBringsItAll() throws IOException {
        try (RawClient webSocket = client.candidate().text("2probe")) {
            assertThat(webSocket.readText()).isEqualTo("3probe");
            client.post("4kick " + MANY);
            webSocket.text("5");
            for (String packet : packets(0, MANY)) {
                assertThat(webSocket.readText()).isEqualTo(packet);
            }
            assertThat(webSocket.readClose()).isEqualTo(1000);
            assertThat(time.scheduled()).isZero();
        }
    }

    @Test
    void orThePollsBringItAllAndTheCandidateIsClosed() throws IOException {
        try (RawClient webSocket = client.candidate().text("2probe")) {
            assertThat(webSocket.readText()).isEqualTo("3probe");
            client.post("4kick " + MANY);
            assertThat(pollToTheEnd()).hasSize(4);
            assertThat(webSocket.readClose()).isEqualTo(1000);
            assertThat(time.scheduled()).isZero();
        }
    }

    @Test
    void aServerThatStopsIsDoneWhenAllHaveHeardIt() throws IOException {
        client.post("4say " + MANY);
        CompletionStage<Void> stopped = server.server.stop();
        assertThat(stopped.toCompletableFuture()).isNotDone();
        assertThat(pollToTheEnd()).hasSize(4);
        assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void onAWebSocketEverythingGoesBeforeTheCloseFrame() throws IOException {
        try (RawClient webSocket = server.connect().upgrade(EngineIoTestServer.PATH + "?EIO=4&transport=websocket")) {
            webSocket.readText();
            webSocket.text("4kick " + MANY);
            for (String packet : packets(0, MANY)) {
                assertThat(webSocket.readText()).isEqualTo(packet);
            }
            assertThat(webSocket.readClose()).isEqualTo(1000);
        }
    }
}

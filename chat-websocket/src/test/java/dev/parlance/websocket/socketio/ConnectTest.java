package dev.parlance.websocket.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.engineio.EngineIoTestServer;
import dev.parlance.websocket.engineio.PollingClient;
import dev.parlance.websocket.socketio.protocol.SocketIoSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTest {
    /** Lets in whoever says so. */
    private static final class Doorkeeper implements SocketIoNamespace {
        final LinkedBlockingDeque<CompletableFuture<Object>> unanswered = new LinkedBlockingDeque<>();
        final AtomicInteger entered = new AtomicInteger();

        @Override
        public CompletionStage<?> admit(SocketIoHandshake handshake) {
            Object word = handshake.auth().get("word");
            if ("never".equals(word)) {
                CompletableFuture<Object> answer = new CompletableFuture<>();
                unanswered.add(answer);
                return answer;
            }
            if ("later".equals(word)) {
                return CompletableFuture.runAsync(() -> {});
            }
            if ("fault".equals(word)) {
                throw new IllegalStateException("as the test wants it");
            }
            return "please".equals(word)
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(new SocketIoRefusal("Say please", Map.of("code", 7)));
        }

        @Override
        public void onConnect(SocketIoSocket socket) {
            entered.incrementAndGet();
            socket.emit("welcome", socket.handshake().auth());
        }
    }

    private final Doorkeeper doorkeeper = new Doorkeeper();
    private SocketIoFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new SocketIoFixture(Map.of(
                "/", socket -> socket.on("echo", (args, ack) -> socket.emit("echo", args.toArray())),
                "/door", doorkeeper,
                "/broken",
                        socket -> {
                            throw new IllegalStateException("as the test wants it");
                        }));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aConnectIsAnsweredWithAnIdThatIsNotEngineIos() throws IOException {
        try (RawClient client = fixture.server.connect()) {
            client.upgrade(EngineIoTestServer.PATH + "?EIO=4&transport=websocket");
            String engineIo = client.readText().replaceFirst(".*\"sid\":\"([^\"]*)\".*", "$1");
            client.text("40");
            String answer = client.readText();
            assertThat(answer).matches("40\\{\"sid\":\"[\\w-]{20}\"}").doesNotContain(engineIo);
        }
    }

    @Test
    void theAnswerOfAHostMayComeLaterAndEventsFollowIt() throws IOException {
        try (RawClient client = fixture.open().text("40/door,{\"word\":\"later\"}")) {
            assertThat(client.readText()).startsWith("40/door,{\"sid\":\"");
            assertThat(client.readText()).isEqualTo("42/door,[\"welcome\",{\"word\":\"later\"}]");
        }
    }

    @Test
    void aHostThatNeverAnswersIsWaitedForTenSecondsAndNotHeardAnyMore() throws Exception {
        try (RawClient client = fixture.open().text("40/door,{\"word\":\"never\"}")) {
            CompletableFuture<Object> late = doorkeeper.unanswered.take();
            fixture.time.advance(Duration.ofSeconds(10));
            assertThat(client.readText())
                    .isEqualTo("44/door,{\"message\":\"the host application did not decide in time\","
                            + "\"data\":{\"code\":\"HOST_UNAVAILABLE\",\"retryable\":true}}");
            late.complete("welcome");
            client.text("40/door,{\"word\":\"please\"}");
            assertThat(client.readText()).startsWith("40/door,{\"sid\":\"");
            assertThat(client.readText()).isEqualTo("42/door,[\"welcome\",{\"word\":\"please\"}]");
        }
    }

    @Test
    void whoIsAdmittedAfterTheDeadlineIsAStrangerAsBefore() throws Exception {
        try (RawClient client = fixture.open().text("40/door,{\"word\":\"never\"}")) {
            CompletableFuture<Object> late = doorkeeper.unanswered.take();
            fixture.time.advance(Duration.ofSeconds(10));
            assertThat(client.readText()).startsWith("44/door,");
            late.complete("welcome");
            for (int i = 0; i < 2; i++) { // the second is answered when the lane has heard of the late word
                client.text("40/door,{}");
                assertThat(client.readText()).startsWith("44/door,");
            }
            client.text("40/door,{\"word\":\"no\",\"x\":\"" + "x".repeat(20_000) + "\"}");
            assertThat(client.readClose()).isEqualTo(1009);
        }
    }

    @Test
    void whoIsAdmittedAfterItHasLeftDoesNotComeIn() throws Exception {
        CompletableFuture<Object> late;
        try (RawClient client = fixture.open().text("40/door,{\"word\":\"never\"}")) {
            late = doorkeeper.unanswered.take();
            client.frame(RawClient.FIN | RawClient.CLOSE, 0).readClose();
        }
        try (RawClient other = fixture.connected("")) { // the lane has told the namespace meanwhile
            late.complete("welcome");
            other.text("40/door,{\"word\":\"please\"}").readText(text -> text.startsWith("42/door,"));
            other.text("42[\"echo\"]").readText();
            assertThat(doorkeeper.entered).hasValue(1);
        }
    }

    @Test
    void aConnectionThatIsRefusedFiveTimesIsClosed() throws IOException {
        try (RawClient client = fixture.open()) {
            for (int i = 0; i < 5; i++) {
                client.text("40/door,{\"word\":\"" + i + "\"}");
                assertThat(client.readText()).startsWith("44/door,");
            }
            assertThat(client.readClose()).isEqualTo(4502);
        }
    }

    @Test
    void aRefusalTellsWhyAndTheClientMayTryAgain() throws IOException {
        try (RawClient client = fixture.open().text("40/door,{}")) {
            assertThat(client.readText()).isEqualTo("44/door,{\"message\":\"Say please\",\"data\":{\"code\":7}}");
            client.text("40/door,{\"word\":\"please\"}");
            assertThat(client.readText()).startsWith("40/door,");
        }
    }

    @Test
    void aFaultOfTheHostIsNotShown() throws IOException {
        try (RawClient client = fixture.open().text("40/door,{\"word\":\"fault\"}")) {
            assertThat(client.readText()).isEqualTo("44/door,{\"message\":\"a fault of the server\"}");
        }
    }

    @Test
    void aFaultBehindTheDoorTurnsTheClientOut() throws IOException {
        try (RawClient client = fixture.open().text("40/broken,")) {
            assertThat(client.readText()).startsWith("40/broken,{\"sid\"");
            assertThat(client.readText()).isEqualTo("41/broken,");
        }
    }

    @Test
    void anUnknownNamespaceIsRefusedAndOthersGoOn() throws IOException {
        try (RawClient client = fixture.connected("").text("40/random")) {
            assertThat(client.readText()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
            client.text("42[\"echo\",1]");
            assertThat(client.readText()).isEqualTo("42[\"echo\",1]");
        }
    }

    @Test
    void leavingOneNamespaceHasNoAnswerAndLeavesTheOthers() throws IOException {
        try (RawClient client = fixture.connected("").text("40/door,{\"word\":\"please\"}")) {
            client.readText(text -> text.startsWith("42/door,"));
            client.text("41/door,").text("42[\"echo\",1]");
            assertThat(client.readText()).isEqualTo("42[\"echo\",1]");
        }
    }

    @Test
    void whoConnectsToNothingInTimeIsClosed() throws IOException {
        try (RawClient client = fixture.open().text("40/random")) {
            client.readText();
            fixture.time.advance(SocketIoSettings.DEFAULT.connectTimeout());
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }

    @Test
    void whoLeavesEveryNamespaceHasThatTimeToComeBack() throws IOException {
        try (RawClient client = fixture.connected("/door,{\"word\":\"please\"}")
                .text("41/door,")
                .text("40/random")) {
            client.readText(text -> text.startsWith("44"));
            fixture.time.advance(SocketIoSettings.DEFAULT.connectTimeout());
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"42[\"echo\"]", "41", "431[]", "44{}", "40[]", "4", "4abc", "451-[\"echo\"]", "42/door,[\"x\"]"})
    void anythingButAConnectFirstClosesTheConnection(String packet) throws IOException {
        try (RawClient client = fixture.open().text(packet)) {
            if (packet.startsWith("45")) {
                client.send(RawClient.frame(RawClient.FIN | RawClient.BINARY, new byte[1]));
            }
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "44{\"message\":\"x\"}", "42{}", "42[\"connect\"]", "42x[\"echo\"]", "49"})
    void whatMayNotComeAfterTheConnectClosesTheConnection(String packet) throws IOException {
        try (RawClient client = fixture.connected("").text(packet)) {
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }

    @Test
    void aPollingClientIsToldOfItsErrorByTheGoodbyeOfTheTransport() throws IOException {
        try (PollingClient client = fixture.server.poller()) {
            client.post("42[\"too early\"]");
            assertThat(client.poll().body()).isEqualTo("1");
            assertThat(client.poll().status()).isEqualTo(400);
        }
    }

    @Test
    void goingInAndOutForEverIsNotPossibleOnOneConnection() throws IOException {
        try (RawClient client = fixture.open()) {
            for (int i = 0; i <= 100; i++) {
                client.text("40").text("41");
            }
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }
}

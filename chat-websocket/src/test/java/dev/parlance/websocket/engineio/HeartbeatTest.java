package dev.parlance.websocket.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration INTERVAL = EngineIoSettings.DEFAULT.pingInterval();
    private static final Duration TIMEOUT = EngineIoSettings.DEFAULT.pingTimeout();
    private static final Duration INSTANT = Duration.ofNanos(1);

    private final ManualTime time = new ManualTime();
    private EngineIoTestServer server;

    @BeforeEach
    void start() throws IOException {
        server = EngineIoTestServer.start(EngineIoSettings.DEFAULT, time);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aClientThatAnswersIsPingedInEveryInterval() throws IOException {
        try (RawClient client = server.webSocket()) {
            for (int i = 0; i < 3; i++) {
                time.advance(INTERVAL);
                assertThat(client.readText()).isEqualTo("2");
                client.text("3").text("4alive");
                assertThat(client.readText()).isEqualTo("4alive");
            }
        }
    }

    @Test
    void whenThePongCameDoesNotMoveTheNextPing() throws IOException {
        try (RawClient client = server.webSocket()) {
            time.advance(INTERVAL);
            assertThat(client.readText()).isEqualTo("2");
            time.advance(TIMEOUT.minus(INSTANT));
            client.text("3").text("4alive");
            assertThat(client.readText()).isEqualTo("4alive");
            time.advance(INTERVAL.minus(TIMEOUT).plus(INSTANT));
            assertThat(client.readText()).isEqualTo("2");
        }
    }

    @Test
    void aPollingSessionIsDeadRightAtIntervalAndTimeoutAndNotBefore() throws Exception {
        try (PollingClient client = server.poller()) {
            client.post("3");
            time.advance(INTERVAL);
            assertThat(client.poll().body()).isEqualTo("2");
            time.advance(TIMEOUT.minus(INSTANT));
            client.post("4alive");
            assertThat(client.poll().body()).isEqualTo("4alive");
            time.advance(INSTANT);
            assertThat(client.poll().body()).startsWith("{\"code\":1,");
            assertThat(server.ending()).isEqualTo(Ending.PING_TIMEOUT);
        }
    }

    @Test
    void aWebSocketIsClosedWhenThePongDoesNotCome() throws Exception {
        try (RawClient client = server.webSocket()) {
            time.advance(INTERVAL);
            assertThat(client.readText()).isEqualTo("2");
            time.advance(TIMEOUT);
            assertThat(client.readClose()).isEqualTo(4001);
            assertThat(server.ending()).isEqualTo(Ending.PING_TIMEOUT);
        }
    }

    @Test
    void aPongThatNobodyAskedForKeepsNothingAlive() throws Exception {
        try (RawClient client = server.webSocket()) {
            client.text("3").text("3").text("4x");
            assertThat(client.readText()).isEqualTo("4x");
            time.advance(INTERVAL);
            assertThat(client.readText()).isEqualTo("2");
            time.advance(TIMEOUT);
            assertThat(client.readClose()).isEqualTo(4001);
        }
    }

    @Test
    void aSessionThatHasEndedLeavesNoAlarmBehind() throws Exception {
        try (RawClient webSocket = server.webSocket();
                PollingClient polling = server.poller()) {
            polling.post("3");
            webSocket.text("4x").readText();
            assertThat(time.scheduled()).isEqualTo(2);
            polling.post("1");
            polling.poll();
            webSocket.text("1").readClose();
            server.ending();
            server.ending();
            assertThat(time.scheduled()).isZero();
        }
    }
}

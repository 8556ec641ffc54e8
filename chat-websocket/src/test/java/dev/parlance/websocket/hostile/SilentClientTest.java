package dev.parlance.websocket.hostile;

import static dev.parlance.websocket.RawClient.FIN;
import static dev.parlance.websocket.RawClient.PING;
import static dev.parlance.websocket.RawClient.PONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
class SilentClientTest {
    @Test
    void aSilentClientIsPingedAndThenClosedWith4001() throws IOException {
        try (TestServer server = TestServer.start(
                        builder -> builder.pingInterval(Duration.ofMillis(100)).idleTimeout(Duration.ofMillis(500)));
                RawClient client = server.webSocket()) {
            assertThat(client.read().opcode()).isEqualTo(PING);
            assertThat(client.readClose()).isEqualTo(4001);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void oneThatAnswersPingsIsNotSilent() throws IOException {
        try (TestServer server = TestServer.start(
                        builder -> builder.pingInterval(Duration.ofMillis(50)).idleTimeout(Duration.ofMillis(300)));
                RawClient client = server.webSocket()) {
            for (int i = 0; i < 12; i++) { // twice the idle time-out
                assertThat(client.read().opcode()).isEqualTo(PING);
                client.send(RawClient.frame(FIN | PONG, new byte[0]));
            }
        }
    }

    @Test
    void aPingIsAnsweredWithItsPayload() throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = server.webSocket()) {
            client.send(RawClient.frame(FIN | PING, "hello".getBytes()));
            RawClient.Frame pong = client.read();
            assertThat(pong.opcode()).isEqualTo(PONG);
            assertThat(pong.text()).isEqualTo("hello");
        }
    }

    @Test
    void ofAFloodOfPingsOnlyTheLatestIsAnswered() throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = server.webSocket()) {
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            for (int i = 1; i <= 300; i++) { // more are no flood that is answered: ChatterTest
                flood.writeBytes(RawClient.frame(FIN | PING, String.valueOf(i).getBytes()));
            }
            client.send(flood.toByteArray());
            int answers = 1;
            while (!client.read().text().equals("300")) {
                answers++;
            }
            assertThat(answers).isLessThan(30);
        }
    }
}

package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import dev.parlance.websocket.engineio.PollingClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Large answers that wait for polls; three of them are more than the node may hold. */
@Tag("faults")
class UnreadPollsTest {
    private static final int LIMIT = 1 << 20;
    /** Four such answers have room in one turn of long ones, so that each is there when its request is answered. */
    private static final int MESSAGES = 15;

    private final List<PollingClient> clients = new ArrayList<>();
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(builder -> builder.unfinishedInputBytes(LIMIT).ioThreads(1));
        String message = "{\"event\":\"send_message\",\"data\":{\"roomId\":\"big\",\"message\":\"%s\"},\"id\":3}"
                .formatted("\\u0001".repeat(4_000)); // 24 KB as JSON
        try (RawClient writer = server.member("ada", "big")) {
            for (int i = 0; i < MESSAGES; i++) {
                writer.ask(message);
            }
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (PollingClient client : clients) {
            client.close();
        }
        server.close();
    }

    private PollingClient asking(String user) throws IOException {
        PollingClient client = new PollingClient(server.port(), "/socket.io/").open();
        clients.add(client);
        client.post("40{\"userId\":\"" + user + "\",\"username\":\"" + user + "\"}");
        client.await("40{");
        client.post("427[\"join_room\",{\"roomId\":\"big\"}]");
        return client;
    }

    @Test
    void ofFourWhoDoNotComeForThemTwoHaveToGo() throws IOException {
        for (int i = 0; i < 4; i++) {
            asking("eve" + i);
        }
        List<Integer> answered = new ArrayList<>();
        for (PollingClient client : clients) {
            answered.add(client.poll().status());
        }
        assertThat(answered).containsExactlyInAnyOrder(200, 200, 400, 400);
    }

    @Test
    void whoHasComeForThemHoldsNothing() throws IOException {
        for (int i = 0; i < 6; i++) {
            assertThat(asking("ada" + i).await("437[")).hasSizeGreaterThan(MESSAGES * 24_000);
        }
        for (PollingClient client : clients) {
            assertThat(client.post("421[\"ping\"]").status()).isEqualTo(200);
            assertThat(client.await("431[")).isEqualTo("431[{}]");
        }
    }
}

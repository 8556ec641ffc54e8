package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.TestServer;
import dev.parlance.websocket.engineio.PollingClient;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShedPresenceTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoMissedThatSomeoneCameIsToldToLookAgainOnceItHasCaughtUp(boolean recoverable) throws IOException {
        try (TestServer server =
                        TestServer.start(builder -> builder.outboxBytes(1024).connectionStateRecovery(recoverable));
                PollingClient slow = new PollingClient(server.port(), "/socket.io/").open()) {
            slow.post("40{\"userId\":\"slow\",\"username\":\"Slow\"}");
            slow.await("40{");
            slow.post("421[\"join_room\",{\"roomId\":\"tea\"}]");
            slow.await("431[");
            for (int i = 0; i < 20; i++) { // more of them than 1 KB holds
                server.member("late" + i + "-".repeat(100), "tea").close();
            }
            assertThat(slow.await("42[\"history_gap\"")).startsWith("42[\"history_gap\",{\"roomId\":\"tea\"}");
            slow.post("422[\"join_room\",{\"roomId\":\"tea\"}]");
            assertThat(slow.await("432[")).contains("\"userId\":\"late19-");
        }
    }
}

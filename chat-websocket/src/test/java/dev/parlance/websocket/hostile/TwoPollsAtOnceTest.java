package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.engineio.Ending;
import dev.parlance.websocket.engineio.EngineIoTestServer;
import dev.parlance.websocket.engineio.PollingClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
class TwoPollsAtOnceTest {
    @Test
    void theFirstIsEndedTheSecondRefusedAndTheSessionOver() throws Exception {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller();
                RawClient second = server.connect()) {
            client.beginPoll();
            second.send("GET " + client.target() + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(server.ending()).isEqualTo(Ending.TRANSPORT_ERROR);
            // which of them came first is the network's choice
            List<String> answers = new ArrayList<>();
            answers.add(client.endPoll().body());
            answers.add(second.answer().body());
            assertThat(answers).contains("1").anyMatch(body -> body.startsWith("{\"code\":3,"));
            assertThat(client.poll().body()).startsWith("{\"code\":1,");
        }
    }
}

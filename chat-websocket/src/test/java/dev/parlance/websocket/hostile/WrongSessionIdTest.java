package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.engineio.EngineIoTestServer;
import dev.parlance.websocket.engineio.PollingClient;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("faults")
class WrongSessionIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "__proto__",
                "constructor",
                "..%2F..%2Fetc",
                "%00",
                "%F0%9F%92%A9",
                "AAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void isToldAtOnceWithCode1(String sid) throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller()) {
            String own = client.sid();
            client.sid(sid);
            assertThat(client.poll().body()).startsWith("{\"code\":1,");
            assertThat(client.post("4hello").body()).startsWith("{\"code\":1,");
            try (RawClient webSocket = server.connect()) {
                RawClient.Answer answer = webSocket.tryUpgrade("/engine.io/?EIO=4&transport=websocket&sid=" + sid);
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.body()).startsWith("{\"code\":1,");
            }
            assertThat(client.sid(own).post("4hello").status()).isEqualTo(200);
        }
    }

    @Test
    void ofAnotherNodeSaysWhatALoadBalancerHasToDo() throws IOException {
        try (EngineIoTestServer one = EngineIoTestServer.start();
                EngineIoTestServer other = EngineIoTestServer.start();
                PollingClient client = one.poller();
                PollingClient astray = new PollingClient(other.port(), EngineIoTestServer.PATH)) {
            RawClient.Answer answer = astray.sid(client.sid()).poll();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"code\":1,").contains("sticky sessions");
            client.post("1");
            client.poll();
            assertThat(client.poll().body())
                    .isEqualTo("{\"code\":1,\"message\":\"Session ID unknown: the session has ended\"}");
        }
    }
}

package dev.parlance.websocket.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketSessionTest {
    private EngineIoTestServer server;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        server = EngineIoTestServer.start();
        client = server.webSocket();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aTextFrameIsAPacketAndABinaryOneAMessage() throws IOException {
        client.text("4hello");
        assertThat(client.readText()).isEqualTo("4hello");
        client.send(RawClient.frame(RawClient.FIN | RawClient.BINARY, new byte[] {1, 2, 3}));
        RawClient.Frame frame = client.read();
        assertThat(frame.opcode()).isEqualTo(RawClient.BINARY);
        assertThat(frame.payload()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "2", "2probe", "5", "0{}", "b!"})
    void aMalformedPacketEndsTheSession(String packet) throws Exception {
        client.text(packet);
        assertThat(client.readClose()).isEqualTo(1002);
        assertThat(server.ending()).isEqualTo(Ending.PARSE_ERROR);
    }

    @Test
    void aGoodbyeEndsTheSession() throws Exception {
        client.text("1");
        client.readClose();
        assertThat(server.ending()).isEqualTo(Ending.TRANSPORT_CLOSE);
    }

    @Test
    void theEndOfTheWebSocketIsTheEndOfTheSession() throws Exception {
        client.close();
        assertThat(server.ending()).isEqualTo(Ending.TRANSPORT_CLOSE);
        assertThat(server.server.sessionCount()).isZero();
    }

    @Test
    void itIsNotASessionThatCanBePolled() throws IOException {
        try (RawClient webSocket = server.connect();
                PollingClient polling = new PollingClient(server.port(), EngineIoTestServer.PATH)) {
            webSocket.upgrade("/engine.io/?EIO=4&transport=websocket");
            polling.sid(webSocket.readText().replaceFirst(".*\"sid\":\"([^\"]*)\".*", "$1"));
            assertThat(polling.poll().body()).startsWith("{\"code\":3,");
            assertThat(polling.post("4hello").body()).startsWith("{\"code\":3,");
            webSocket.text("4still here");
            assertThat(webSocket.readText()).isEqualTo("4still here");
        }
    }

    @Test
    void theServersGoodbyeIsACloseFrame() throws Exception {
        server.server.stop();
        assertThat(client.readClose()).isEqualTo(1001);
        assertThat(server.ending()).isEqualTo(Ending.SERVER_SHUTDOWN);
    }
}

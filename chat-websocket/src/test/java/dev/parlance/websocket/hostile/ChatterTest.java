package dev.parlance.websocket.hostile;

import static dev.parlance.websocket.RawClient.FIN;
import static dev.parlance.websocket.RawClient.PING;
import static dev.parlance.websocket.RawClient.PONG;
import static dev.parlance.websocket.RawClient.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames and packets that ask for nothing, in numbers. */
@Tag("faults")
class ChatterTest {
    private static final int FLOOD = 50_000;
    private static final int AS_MANY_AS_MAY_COME_AT_ONCE = 300;

    private static byte[] times(int count, byte[] frame) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(count * frame.length);
        for (int i = 0; i < count; i++) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    /** What the server has closed it does not read any more. */
    private static void flood(RawClient client, byte[] frame) {
        try {
            client.send(times(FLOOD, frame));
        } catch (IOException e) {
            // closed already
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PING, PONG})
    void whoSendsControlFramesWithoutEndIsClosedWith4503(int opcode) throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = server.webSocket()) {
            flood(client, RawClient.frame(FIN | opcode, new byte[0]));
            assertThat(client.readClose()).isEqualTo(4503);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "6"})
    void whoSendsPacketsOfEngineIoWithoutAMessageIsClosed(String packet) throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = server.connect().upgrade("/socket.io/?EIO=4&transport=websocket")) {
            flood(client, RawClient.frame(FIN | TEXT, packet.getBytes()));
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }

    @Test
    void aFewHundredAtOnceAreNobodysFault() throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = server.webSocket()) {
            client.send(times(AS_MANY_AS_MAY_COME_AT_ONCE, RawClient.frame(FIN | PING, new byte[] {1})));
            client.text("{\"event\":\"ping\",\"id\":1}");
            assertThat(client.readText()).isEqualTo("{\"id\":1,\"data\":{}}");
        }
    }
}

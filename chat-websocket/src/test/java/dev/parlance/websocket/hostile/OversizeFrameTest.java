package dev.parlance.websocket.hostile;

import static dev.parlance.websocket.RawClient.BINARY;
import static dev.parlance.websocket.RawClient.CONTINUATION;
import static dev.parlance.websocket.RawClient.FIN;
import static dev.parlance.websocket.RawClient.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
class OversizeFrameTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(builder -> builder.maxFrameBytes(4096));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aFrameOverTheBoundClosesWith1009AsSoonAsItsHeaderIsThere() throws IOException {
        try (RawClient client = server.webSocket()) {
            client.send(ByteBuffer.allocate(10)
                    .put((byte) (FIN | TEXT))
                    .put((byte) 0xff)
                    .putLong(1L << 40)
                    .array());
            assertThat(client.readClose()).isEqualTo(1009);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aNegativeLengthClosesWith1009() throws IOException {
        try (RawClient client = server.webSocket()) {
            client.send(ByteBuffer.allocate(10)
                    .put((byte) (FIN | BINARY))
                    .put((byte) 0xff)
                    .putLong(-1)
                    .array());
            assertThat(client.readClose()).isEqualTo(1009);
        }
    }

    @Test
    void fragmentsThatTogetherAreOverTheBoundCloseWith1009() throws IOException {
        try (RawClient client = server.webSocket()) {
            client.frame(TEXT, 4000).frame(CONTINUATION, 200);
            assertThat(client.readClose()).isEqualTo(1009);
        }
    }

    @Test
    void aMessageOfExactlyTheBoundIsTaken() throws IOException {
        try (RawClient client = server.webSocket()) {
            String head = "{\"event\":\"ping\",\"id\":5,\"data\":{\"fill\":\"";
            String tail = "\"}}";
            client.text(head + "x".repeat(4096 - head.length() - tail.length()) + tail);
            assertThat(client.readText()).isEqualTo("{\"id\":5,\"data\":{}}");
        }
    }

    @Test
    void oneThatSendsOnAfterItsOversizeFrameStillGetsItsCloseCode() throws IOException {
        try (RawClient client = server.webSocket()) {
            client.send(RawClient.frame(FIN | BINARY, new byte[200_000]));
            assertThat(client.readClose()).isEqualTo(1009);
        }
    }
}

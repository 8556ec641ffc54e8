package dev.parlance.websocket.hostile;

import static dev.parlance.websocket.RawClient.BINARY;
import static dev.parlance.websocket.RawClient.CLOSE;
import static dev.parlance.websocket.RawClient.CONTINUATION;
import static dev.parlance.websocket.RawClient.FIN;
import static dev.parlance.websocket.RawClient.PING;
import static dev.parlance.websocket.RawClient.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
class BrokenFrameTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int closeCodeAfter(byte[]... frames) throws IOException {
        try (RawClient client = server.webSocket()) {
            for (byte[] frame : frames) {
                client.send(frame);
            }
            int code = client.readClose();
            assertThat(client.isEnded()).isTrue();
            return code;
        }
    }

    @Test
    void aFrameWithoutAMaskClosesWith1002() throws IOException {
        assertThat(closeCodeAfter(new byte[] {(byte) (FIN | TEXT), 2, '{', '}'}))
                .isEqualTo(1002);
    }

    @Test
    void textThatIsNotUtf8ClosesWith1007() throws IOException {
        assertThat(closeCodeAfter(RawClient.frame(FIN | TEXT, new byte[] {'a', (byte) 0xc0, (byte) 0x80})))
                .isEqualTo(1007);
    }

    @Test
    void textThatEndsWithinACharacterClosesWith1007() throws IOException {
        assertThat(closeCodeAfter(RawClient.frame(FIN | TEXT, new byte[] {'a', (byte) 0xe2, (byte) 0x82})))
                .isEqualTo(1007);
    }

    @Test
    void aCharacterMayBeSplitBetweenFragments() throws IOException {
        try (RawClient client = server.webSocket()) {
            byte[] text = "{\"event\":\"ping\",\"id\":1,\"data\":{\"x\":\"€\"}}"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            int middle = text.length - 4; // within the euro sign
            client.send(RawClient.frame(TEXT, java.util.Arrays.copyOf(text, middle)));
            client.send(RawClient.frame(FIN | PING, new byte[0]));
            client.send(RawClient.frame(FIN | CONTINUATION, java.util.Arrays.copyOfRange(text, middle, text.length)));
            assertThat(client.readText()).isEqualTo("{\"id\":1,\"data\":{}}");
        }
    }

    @Test
    void aBinaryMessageClosesWith1003() throws IOException {
        assertThat(closeCodeAfter(
                        RawClient.frame(FIN | BINARY, new byte[3]), RawClient.frame(FIN | CLOSE, new byte[0])))
                .isEqualTo(1003);
    }

    @Test
    void reservedBitsCloseWith1002() throws IOException {
        assertThat(closeCodeAfter(RawClient.frame(FIN | 0x40 | TEXT, new byte[3])))
                .isEqualTo(1002);
    }

    @Test
    void anUnknownOpcodeClosesWith1002() throws IOException {
        assertThat(closeCodeAfter(RawClient.frame(FIN | 5, new byte[3]))).isEqualTo(1002);
    }

    @Test
    void aLengthInALongerFormThanItNeedsClosesWith1002() throws IOException {
        byte[] ping = "{\"event\":\"ping\",\"id\":1}".getBytes(UTF_8);
        byte[] text = (new String(ping, UTF_8) + " ".repeat(200 - ping.length)).getBytes(UTF_8);
        assertThat(closeCodeAfter(lengthened(ping, 2))).isEqualTo(1002);
        assertThat(closeCodeAfter(lengthened(ping, 8))).isEqualTo(1002);
        assertThat(closeCodeAfter(lengthened(text, 8))).isEqualTo(1002);
        try (RawClient client = server.webSocket()) {
            client.send(lengthened(text, 2)); // which is the shortest here
            assertThat(client.readText()).isEqualTo("{\"id\":1,\"data\":{}}");
        }
    }

    /** With so many bytes for the length. */
    private static byte[] lengthened(byte[] text, int bytes) {
        ByteBuffer frame = ByteBuffer.allocate(6 + bytes + text.length)
                .put((byte) (FIN | TEXT))
                .put((byte) (0x80 | (bytes == 2 ? 126 : 127)));
        return (bytes == 2 ? frame.putShort((short) text.length) : frame.putLong(text.length))
                .putInt(0)
                .put(text)
                .array();
    }

    @Test
    void aControlFrameInFragmentsClosesWith1002() throws IOException {
        assertThat(closeCodeAfter(RawClient.frame(PING, new byte[3]))).isEqualTo(1002);
    }

    @Test
    void aControlFrameOf126BytesClosesWith1002() throws IOException {
        assertThat(closeCodeAfter(RawClient.frame(FIN | PING, new byte[126]))).isEqualTo(1002);
    }

    @Test
    void aContinuationOfNothingClosesWith1002() throws IOException {
        assertThat(closeCodeAfter(RawClient.frame(FIN | CONTINUATION, new byte[3])))
                .isEqualTo(1002);
    }

    @Test
    void aMessageWithinAMessageClosesWith1002() throws IOException {
        assertThat(closeCodeAfter(RawClient.frame(TEXT, new byte[3]), RawClient.frame(FIN | TEXT, new byte[3])))
                .isEqualTo(1002);
    }

    @Test
    void aCloseFrameWithAnImpossibleCodeClosesWith1002() throws IOException {
        assertThat(closeCodeAfter(RawClient.frame(FIN | CLOSE, new byte[] {0x03, (byte) 0xee})))
                .isEqualTo(1002); // 1006
    }

    @Test
    void aCloseFrameWhoseReasonIsNotUtf8ClosesWith1007() throws IOException {
        byte[] payload = {0x03, (byte) 0xe8, (byte) 0xff, (byte) 0xfe};
        assertThat(closeCodeAfter(RawClient.frame(FIN | CLOSE, payload))).isEqualTo(1007);
        assertThat(closeCodeAfter(RawClient.frame(FIN | CLOSE, payload))).isEqualTo(1007);
    }

    @Test
    void aFloodOfFragmentsIsCutOff() throws IOException {
        try (RawClient client = server.webSocket()) {
            client.frame(TEXT, 0);
            for (int i = 0; i < 300; i++) {
                client.frame(CONTINUATION, 0);
            }
            assertThat(client.readClose()).isEqualTo(1009);
        }
    }

    @Test
    void noiseClosesTheConnectionAndNothingElse() throws IOException {
        Random random = new Random(42);
        try (RawClient bystander = server.member("ada", "tea")) {
            for (int i = 0; i < 200; i++) {
                byte[] noise = new byte[1 + random.nextInt(300)];
                random.nextBytes(noise);
                try (RawClient client = server.webSocket()) {
                    client.send(noise);
                    client.endOutput();
                    assertThat(client.isEnded()).isTrue();
                }
            }
            assertThat(bystander.ask("{\"event\":\"ping\",\"id\":9}")).isEqualTo("{\"id\":9,\"data\":{}}");
        }
    }

    @Test
    void framesMayComeByteByByte() throws IOException {
        try (RawClient client = server.webSocket()) {
            byte[] padding = RawClient.frame(
                    FIN | TEXT,
                    ("{\"event\":\"ping\",\"data\":{\"x\":\"" + "y".repeat(200) + "\"},\"id\":1}").getBytes());
            byte[] second = RawClient.frame(FIN | TEXT, "{\"event\":\"ping\",\"id\":2}".getBytes());
            for (byte[] frame : new byte[][] {padding, second}) {
                for (byte b : frame) {
                    client.send(new byte[] {b});
                }
            }
            assertThat(client.readText()).isEqualTo("{\"id\":1,\"data\":{}}");
            assertThat(client.readText()).isEqualTo("{\"id\":2,\"data\":{}}");
        }
    }
}

package dev.parlance.websocket.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.rfc6455.Frames;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryTextTest {
    private static final byte[] MESSAGE = {(byte) 0xfb, (byte) 0xff, 1, 2};

    @Test
    void whatIsSentIsTheStandardsBase64() {
        assertThat(BinaryText.frame(Frames.binary(MESSAGE)).text()).isEqualTo("b+/8BAg==");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b+/8BAg==",
                "b+/8BAg==\n",
                "b+/8B\r\nAg==\r\n",
                "b+/8B Ag==",
                "b+/8BAg",
                "b+/8BAg=",
                "b-_8BAg==",
                "b-_8BAg"
            })
    void everyFormThatEncodersMakeIsTaken(String packet) {
        assertThat(BinaryText.decode(packet).array()).containsExactly(MESSAGE);
    }

    @Test
    void nothingIsAMessageToo() {
        assertThat(BinaryText.decode("b").array()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"b!!!", "bA", "bAQ==ID", "bAQID====", "b===", "bAQ\u00ff=", "bAQ\u20ac=", "bAQ\u0000="})
    void anythingElseIsNot(String packet) {
        assertThat(BinaryText.decode(packet)).isNull();
    }

    @Test
    void aWebSocketTakesTextForBytesAndAnswersAsItsClientAsks() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                RawClient mixed = server.connect().upgrade(EngineIoTestServer.PATH + "?EIO=4&transport=websocket");
                RawClient text =
                        server.connect().upgrade(EngineIoTestServer.PATH + "?EIO=4&transport=websocket&b64=1")) {
            mixed.readText();
            RawClient.Frame bytes = mixed.text("b+/8BAg==").read();
            assertThat(bytes.opcode()).isEqualTo(RawClient.BINARY);
            assertThat(bytes.payload()).containsExactly(MESSAGE);
            text.readText();
            assertThat(text.text("b+/8BAg==").readText()).isEqualTo("b+/8BAg==");
        }
    }

    @Test
    void soDoesOneThatTookOverFromPolling() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller();
                RawClient webSocket = server.connect()
                        .upgrade(client.target().replace("polling", "websocket") + "&b64=1")
                        .text("5")) {
            assertThat(webSocket.text("bAQID").readText()).isEqualTo("bAQID");
        }
    }
}

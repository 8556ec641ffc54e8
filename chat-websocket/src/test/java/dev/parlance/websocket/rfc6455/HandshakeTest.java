package dev.parlance.websocket.rfc6455;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient.Answer upgrade(String path, String... headers) throws IOException {
        try (RawClient client = server.connect()) {
            return client.tryUpgrade(path, headers);
        }
    }

    @Test
    void theKeyIsAcceptedAsTheStandardsExampleSays() throws IOException {
        RawClient.Answer answer = upgrade("/ws"); // RFC 6455, section 1.3
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(answer.header("Upgrade")).isEqualTo("websocket");
        assertThat(answer.header("Connection")).isEqualTo("Upgrade");
    }

    @Test
    void compressionIsNotTaken() throws IOException {
        RawClient.Answer answer = upgrade("/ws", "Sec-WebSocket-Extensions: permessage-deflate");
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Sec-WebSocket-Extensions")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/socket.io/?EIO=4&transport=websocket"})
    void ofTheSubprotocolsThatAreOfferedTheFirstIsTaken(String path) throws IOException {
        assertThat(upgrade(path).header("Sec-WebSocket-Protocol")).isNull();
        RawClient.Answer answer = upgrade(path, "Sec-WebSocket-Protocol: v1.token, superchat");
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Sec-WebSocket-Protocol")).isEqualTo("v1.token");
        assertThat(upgrade(path, "Sec-WebSocket-Protocol: first", "Sec-WebSocket-Protocol: second")
                        .header("Sec-WebSocket-Protocol"))
                .isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "chat,", ",chat", "chat/1", "chat;q=1", "ch\u00e4t"})
    void anOfferThatIsNoTokenGets400(String offer) throws IOException {
        assertThat(upgrade("/ws", "Sec-WebSocket-Protocol: " + offer).status()).isEqualTo(400);
    }

    @Test
    void anotherVersionGets426WithTheRightOne() throws IOException {
        RawClient.Answer answer = upgrade("/ws", "Sec-WebSocket-Version: 8");
        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.header("Sec-WebSocket-Version")).isEqualTo("13");
    }

    @Test
    void aKeyThatIsNot16BytesGets400() throws IOException {
        assertThat(upgrade("/ws", "Sec-WebSocket-Key: c2hvcnQ=").status()).isEqualTo(400);
        assertThat(upgrade("/ws", "Sec-WebSocket-Key: !").status()).isEqualTo(400);
    }

    @Test
    void anUnknownPathGets404() throws IOException {
        assertThat(upgrade("/nowhere").status()).isEqualTo(404);
    }

    @Test
    void aQueryDoesNotChangeThePath() throws IOException {
        assertThat(upgrade("/ws?token=1").status()).isEqualTo(101);
    }

    @Test
    void theClientOfTheJdkConnectsTalksAndCloses() throws Exception {
        CompletableFuture<String> text = new CompletableFuture<>();
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/ws"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                        text.complete(data.toString());
                        webSocket.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
                        closed.complete(code);
                        return null;
                    }
                })
                .get(60, TimeUnit.SECONDS);
        socket.sendText("{\"event\":\"ping\",", false).get();
        socket.sendText("\"id\":7}", true).get();
        assertThat(text.get(60, TimeUnit.SECONDS)).isEqualTo("{\"id\":7,\"data\":{}}");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get();
        assertThat(closed.get(60, TimeUnit.SECONDS)).isEqualTo(1000);
    }

    @Test
    void aCloseFrameIsAnsweredWithItsCode() throws IOException {
        try (RawClient client = server.webSocket()) {
            client.send(RawClient.frame(RawClient.FIN | RawClient.CLOSE, new byte[] {0x0f, (byte) 0xa1})); // 4001
            assertThat(client.readClose()).isEqualTo(4001);
            assertThat(client.isEnded()).isTrue();
        }
    }
}

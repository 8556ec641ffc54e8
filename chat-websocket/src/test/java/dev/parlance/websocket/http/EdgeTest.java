package dev.parlance.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parlance.ChatEngine;
import dev.parlance.websocket.ChatServer;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every request and answer. */
class EdgeTest {
    private static RawClient.Answer ask(TestServer server, String target, String host) throws IOException {
        try (RawClient client = server.connect()) {
            return client.send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .answer();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat.example",
                "CHAT.example:8443",
                "chat.example.",
                "red.rooms.example",
                "localhost:5004",
                "127.0.0.1",
                "192.0.2.7:80",
                "[::1]:5004"
            })
    void listedNamesAddressesAndLocalhostAreAnswered(String host) throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.allowedHosts("chat.example", "*.rooms.example"))) {
            assertThat(ask(server, "/health", host).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "chat.example.evil.example",
                "rooms.example",
                "a.red.rooms.example",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "1234"
            })
    void aNameThatAForeignSiteHasMadePointHereIsMisdirected(String host) throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.allowedHosts("chat.example", "*.rooms.example"));
                RawClient client = server.connect()) {
            RawClient.Answer answer = ask(server, "/health", host);
            assertThat(answer.status()).isEqualTo(421);
            assertThat(answer.body()).contains("\"code\":\"MISDIRECTED\"");
            client.send("GET /ws HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(421);
        }
    }

    @Test
    void withoutAListEveryNameIsGood() throws IOException {
        try (TestServer server = TestServer.start()) {
            assertThat(ask(server, "/health", "any.example").status()).isEqualTo(200);
        }
    }

    @Test
    void everyAnswerSaysThatItIsWhatItSaysAndWhoseItIs() throws IOException {
        try (TestServer closed = TestServer.start();
                TestServer open = TestServer.start(builder -> builder.corsOrigins("*"))) {
            for (String target : new String[] {"/health", "/nowhere", "/ws"}) {
                RawClient.Answer answer = ask(closed, target, "localhost");
                assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
                assertThat(answer.header("Strict-Transport-Security")).isNull();
            }
            assertThat(ask(open, "/health", "localhost").header("Cross-Origin-Resource-Policy"))
                    .isEqualTo("cross-origin");
        }
    }

    @Test
    void whatNoHostIsCalledIsRefusedByTheBuilder() {
        try (ChatEngine engine = ChatEngine.builder().build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ChatServer.builder(engine)
                            .allowedHosts("chat.example:80", "https://chat.example")
                            .strictTransport(Duration.ofDays(-1))
                            .build())
                    .withMessageContainingAll("\"chat.example:80\"", "\"https://chat.example\"", "strictTransport");
        }
    }
}

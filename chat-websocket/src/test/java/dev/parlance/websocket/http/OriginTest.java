package dev.parlance.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import dev.parlance.websocket.socketio.SocketIoHandshake;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    private static final String LISTED = "Origin: https://chat.example";
    private static final String FOREIGN = "Origin: https://evil.example";

    private static int upgrade(TestServer server, String... headers) throws IOException {
        try (RawClient client = server.connect()) {
            return client.tryUpgrade("/ws", headers).status();
        }
    }

    @Test
    void pagesOfListedOriginsAndOfTheServerItselfMayConnectAndNoOthers() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.corsOrigins("https://chat.example"))) {
            assertThat(upgrade(server)).isEqualTo(101);
            assertThat(upgrade(server, LISTED)).isEqualTo(101);
            assertThat(upgrade(server, "Origin: http://localhost")).isEqualTo(101);
            assertThat(upgrade(server, FOREIGN)).isEqualTo(403);
            assertThat(upgrade(server, "Origin: http://localhost:81")).isEqualTo(403);
            assertThat(upgrade(server, "Origin: null")).isEqualTo(403);
            assertThat(upgrade(server, "Origin: evil://localhost")).isEqualTo(403);
            assertThat(upgrade(server, LISTED, FOREIGN)).isEqualTo(403);
        }
    }

    @Test
    void withAStarAllPagesMay() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.corsOrigins("*"));
                RawClient client = server.connect()) {
            assertThat(upgrade(server, FOREIGN)).isEqualTo(101);
            assertThat(client.get("/health", FOREIGN).header("Access-Control-Allow-Origin"))
                    .isEqualTo("*");
        }
    }

    /** What a host sees of a request for a WebSocket. */
    private static Map<String, String> seen(
            TestServer server, BlockingQueue<SocketIoHandshake> handshakes, String... headers) throws Exception {
        String[] all = Stream.concat(Stream.of(headers), Stream.of("Cookie: login=secret", "Authorization: Basic x"))
                .toArray(String[]::new);
        try (RawClient client = server.connect()) {
            client.upgrade("/socket.io/?EIO=4&transport=websocket", all).readText();
            client.text("40/host");
            SocketIoHandshake handshake = handshakes.take();
            Map<String, String> seen = new TreeMap<>();
            for (String name : List.of("Cookie", "Authorization")) {
                handshake.header(name).ifPresent(value -> seen.put(name, value));
            }
            return seen;
        }
    }

    @Test
    void aPageThatOnlyAStarLetsInComesWithoutItsUsersCredentials() throws Exception {
        BlockingQueue<SocketIoHandshake> handshakes = new LinkedBlockingQueue<>();
        try (TestServer server = TestServer.start(builder -> builder.corsOrigins("*", "https://chat.example")
                .namespace("/host", socket -> handshakes.add(socket.handshake())))) {
            for (String foreign : List.of(FOREIGN, "Origin: null", "Origin: http://localhost:81", "Origin: *")) {
                assertThat(seen(server, handshakes, foreign)).as(foreign).isEmpty();
            }
            for (String trusted : List.of(LISTED, "Origin: http://localhost", "X: no page")) {
                assertThat(seen(server, handshakes, trusted)).as(trusted).hasSize(2);
            }
        }
    }

    @Test
    void noPageOnThePlainRoadComesWithThemEither() throws Exception {
        BlockingQueue<SocketIoHandshake> handshakes = new LinkedBlockingQueue<>();
        try (TestServer server = TestServer.start(builder ->
                        builder.corsOrigins("*").namespace("/host", socket -> handshakes.add(socket.handshake())));
                RawClient client = server.connect()) {
            String open = client.get("/socket.io/?EIO=4&transport=polling", FOREIGN, "Cookie: login=secret")
                    .body();
            String sid = open.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
            client.send("POST /socket.io/?EIO=4&transport=polling&sid=" + sid
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7\r\n\r\n40/host");
            client.answer();
            assertThat(handshakes.take().header("Cookie")).isEmpty();
        }
    }

    @Test
    void aStarNeverAllowsCredentialsAndAListedOriginBesideItDoes() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.corsOrigins("*", "https://chat.example"));
                RawClient client = server.connect()) {
            RawClient.Answer foreign = client.get("/health", FOREIGN);
            assertThat(foreign.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(foreign.header("Access-Control-Allow-Credentials")).isNull();
            assertThat(client.get("/health", LISTED).header("Access-Control-Allow-Credentials"))
                    .isEqualTo("true");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "capacitor://localhost",
                "ionic://localhost",
                "tauri://localhost",
                "chrome-extension://abcdefghijklmnop",
                "null"
            })
    void shellsOfAppsCanBeListed(String origin) throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.corsOrigins(origin));
                RawClient client = server.connect()) {
            assertThat(upgrade(server, "Origin: " + origin)).isEqualTo(101);
            assertThat(upgrade(server, "Origin: other://localhost")).isEqualTo(403);
            RawClient.Answer answer = client.get("/health", "Origin: " + origin);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        }
    }

    @Test
    void aListedOriginIsEchoedAndAForeignOneIsNot() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.corsOrigins("https://chat.example"));
                RawClient client = server.connect()) {
            RawClient.Answer listed = client.get("/health", LISTED);
            assertThat(listed.header("Access-Control-Allow-Origin")).isEqualTo("https://chat.example");
            assertThat(listed.header("Vary")).isEqualTo("Origin");
            RawClient.Answer foreign = client.get("/health", FOREIGN);
            assertThat(foreign.header("Access-Control-Allow-Origin")).isNull();
            assertThat(foreign.header("Vary")).isEqualTo("Origin");
        }
    }

    @Test
    void errorsAreSharedTooSoThatPagesCanReadThem() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.corsOrigins("https://chat.example"));
                RawClient client = server.connect()) {
            assertThat(client.get("/nowhere", LISTED).header("Access-Control-Allow-Origin"))
                    .isNotNull();
        }
    }

    @Test
    void aPreflightIsAnsweredWithWhatIsAllowed() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.corsOrigins("https://chat.example"));
                RawClient client = server.connect()) {
            RawClient.Answer answer =
                    client.request("OPTIONS", "/api/chat/tea/history", LISTED, "Access-Control-Request-Method: GET");
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://chat.example");
            assertThat(answer.header("Access-Control-Allow-Methods")).contains("GET");
            assertThat(answer.header("Access-Control-Allow-Headers")).contains("Content-Type");
            assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("7200");
        }
    }

    @Test
    void withoutAListNothingIsShared() throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = server.connect()) {
            RawClient.Answer answer = client.get("/health", LISTED);
            assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
            assertThat(answer.header("Vary")).isNull();
        }
    }
}

package dev.parlance.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

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

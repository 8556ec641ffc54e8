package dev.parlance.websocket.admin;

import static dev.parlance.websocket.AdminServer.BEARER;
import static dev.parlance.websocket.AdminServer.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.InMemoryBroker;
import dev.parlance.websocket.AdminServer;
import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in to the admin interface, and what is done for those who do not. */
class AdminDoorTest {
    private static final String ROOMS = "/api/admin/rooms";
    private static final String MESSAGES = "/api/admin/rooms/tea/messages";

    private AdminServer server;

    @BeforeEach
    void serve() throws IOException {
        server = new AdminServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoBringsNoTokenIsToldWhatIsWanted() throws IOException {
        for (AdminRoute route : AdminRoutes.all(server.node.engine)) {
            RawClient.Answer answer = server.call(route.method(), route.path().replaceAll("[{}]", ""), "");
            assertThat(answer.status()).as(route.toString()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"admin\"");
            assertThat(answer.body()).contains("AUTHENTICATION_FAILED");
        }
        assertThat(server.isWaitedFor()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer " + TOKEN + "x",
                "Bearer correct-horse-battery-staple-012345678",
                "Bearer Correct-horse-battery-staple-0123456789",
                "Bearer ops"
            })
    void whoBringsAWrongTokenIsAnsweredLateAndHasOneTryAConnection(String wrong) throws Exception {
        try (RawClient client = server.connect()) {
            client.send(AdminServer.request("POST", MESSAGES, 2, "Authorization: " + wrong))
                    .send("{}");
            server.later();
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
            assertThat(answer.body()).doesNotContain(TOKEN);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic b3BzOm9wcw==",
                "Authorization: Bearer ",
                "Authorization: " + TOKEN,
                "Cookie: token=" + TOKEN,
                "X-API-Key: " + TOKEN
            })
    void nothingElseThanABearerTokenIsLookedAt(String header) throws IOException {
        assertThat(server.call("GET", ROOMS, "", header).status()).isEqualTo(401);
        assertThat(server.call("GET", ROOMS + "?token=" + TOKEN, "").status()).isEqualTo(401);
        assertThat(server.call("GET", ROOMS, "", BEARER, "Authorization: Bearer other")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theBodyOfAStrangerIsNotReadAndALongOneOfNobody() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(AdminServer.request("POST", MESSAGES, 60_000));
            assertThat(client.answer().status()).as("before any of it has come").isEqualTo(401);
        }
        try (RawClient client = server.connect()) {
            client.send(AdminServer.request("POST", MESSAGES, AdminDoor.MAX_BODY_BYTES + 1, BEARER));
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("PAYLOAD_TOO_LARGE");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://localhost",
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: cross-site"
            })
    void webPagesGetNothing(String header) throws IOException {
        RawClient.Answer answer = server.call("GET", ROOMS, "", BEARER, header);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("FORBIDDEN");
        assertThat(answer.head()).doesNotContain("Access-Control-Allow-Origin");
        try (RawClient client = server.connect()) {
            RawClient.Answer preflight = client.request(
                    "OPTIONS", MESSAGES, header, "Access-Control-Request-Method: POST", "Origin: https://evil.example");
            assertThat(preflight.head()).doesNotContain("Access-Control-Allow-Origin");
        }
        assertThat(server.call("GET", ROOMS, "", BEARER, "Sec-Fetch-Site: none").status())
                .as("a person who typed the address")
                .isEqualTo(200);
    }

    @Test
    void anotherMethodOrAddressIsRefused() throws IOException {
        assertThat(server.call("DELETE", ROOMS, "", BEARER).status()).isEqualTo(405);
        assertThat(server.call("GET", MESSAGES, "", BEARER).header("Allow")).isEqualTo("OPTIONS, POST");
        for (String path :
                List.of("/api/admin", "/api/admin/", "/health", "/ws", "/socket.io/", "/", "/api/chat/tea/history")) {
            assertThat(server.call("GET", path, "", BEARER).status()).as(path).isEqualTo(404);
        }
        try (RawClient client = server.connect()) {
            assertThat(client.tryUpgrade("/ws", BEARER).status()).isEqualTo(404);
        }
    }

    @Test
    void nothingOfItIsAtThePortForClients() throws IOException {
        try (RawClient client = server.node.connect()) {
            assertThat(client.get(ROOMS, BEARER).status()).isEqualTo(404);
        }
    }

    @Test
    void callsHaveARateOfTheirOwn() throws IOException {
        try (AdminServer slow = new AdminServer(InMemoryBroker.builder().build(), admin -> admin.callsPerSecond(1));
                RawClient client = slow.connect()) {
            assertThat(slow.call(client, "GET", "/api/admin/rooms/tea", "", BEARER)
                            .status())
                    .isEqualTo(200);
            RawClient.Answer answer = slow.call(client, "GET", "/api/admin/rooms/tea", "", BEARER);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.body()).contains("RATE_LIMITED", "\"retryAfterMillis\":");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
    }
}

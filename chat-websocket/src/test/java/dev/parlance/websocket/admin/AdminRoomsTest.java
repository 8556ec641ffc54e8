package dev.parlance.websocket.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.AdminServer;
import dev.parlance.websocket.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the admin interface shows of rooms and does to them. */
class AdminRoomsTest {
    private static final String ROOMS = "/api/admin/rooms";
    private static final String TEA = ROOMS + "/tea";

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
    @SuppressWarnings("try") // who is there is looked at from elsewhere
    void roomsAreListedPageByPageWithTheirCounts() throws IOException {
        try (RawClient ada = server.node.member("ada", "tea");
                RawClient again = server.node.member("ada", "tea");
                RawClient bo = server.node.member("bo", "milk/%2F?")) {
            assertThat(server.get(ROOMS + "?limit=1").body())
                    .isEqualTo(
                            "{\"success\":true,\"rooms\":[{\"roomId\":\"milk/%2F?\",\"present\":1,\"connections\":1}],"
                                    + "\"hasMore\":true,\"next\":\"milk/%2F?\",\"complete\":true,\"silentNodes\":[]}");
            assertThat(server.get(ROOMS + "?limit=1&after=milk%2F%252F%3F").body())
                    .isEqualTo("{\"success\":true,\"rooms\":[{\"roomId\":\"tea\",\"present\":1,\"connections\":2}],"
                            + "\"hasMore\":false,\"complete\":true,\"silentNodes\":[]}");
            assertThat(server.get(ROOMS + "/milk%2F%252F%3F").body()).contains("\"present\":1,\"connections\":1");
        }
    }

    @Test
    void aRoomThatNobodyIsInHasNobodyInIt() throws IOException {
        assertThat(server.get(ROOMS).body()).contains("\"rooms\":[]");
        assertThat(server.get(TEA).body())
                .isEqualTo(
                        "{\"success\":true,\"roomId\":\"tea\",\"present\":0,\"connections\":0,\"complete\":true,\"silentNodes\":[]}");
        assertThat(server.get(TEA + "/members").body()).contains("\"present\":0,\"members\":[],\"hasMore\":false");
    }

    @Test
    @SuppressWarnings("try") // who is there is looked at from elsewhere
    void membersAreListedPageByPage() throws IOException {
        try (RawClient bo = server.node.member("bo", "tea");
                RawClient ada = server.node.member("ada", "tea")) {
            assertThat(server.get(TEA + "/members?limit=1").body())
                    .isEqualTo(
                            "{\"success\":true,\"roomId\":\"tea\",\"present\":2,"
                                    + "\"members\":[{\"userId\":\"ada\",\"username\":\"ada\"}],\"hasMore\":true,\"next\":\"ada\"}");
            assertThat(server.get(TEA + "/members?after=ada").body())
                    .contains("\"members\":[{\"userId\":\"bo\",\"username\":\"bo\"}],\"hasMore\":false}");
        }
    }

    @Test
    void whatIsSaidIsHeardAndSaidAgainStoredOnce() throws IOException {
        try (RawClient ada = server.node.member("ada", "tea")) {
            String draft =
                    "{\"message\":\"tea is ready\",\"userId\":\"bo\",\"username\":\"Bo\",\"clientMessageId\":\"1\",\"metadata\":{\"a\":\"b\"}}";
            String receipt = server.post(TEA + "/messages", draft).body();
            assertThat(ada.readText(text -> text.contains("\"message\":\"tea is ready\"")))
                    .contains("\"userId\":\"bo\"", "\"metadata\":{\"a\":\"b\"}");
            assertThat(server.post(TEA + "/messages", draft).body()).isEqualTo(receipt);
            assertThat(server.post(TEA + "/messages", draft.replace("ready", "cold"))
                            .status())
                    .isEqualTo(409);
            assertThat(server.post(TEA + "/messages", "{\"message\":\"I am the system\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(ada.readText(text -> text.contains("\"event\":\"message\"")))
                    .contains("I am the system", "\"userId\":\"system\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{} {}",
                "{\"message\":1}",
                "{\"message\":\"\"}",
                "{\"message\":\"x\",\"message\":\"y\"}",
                "{\"message\":\"x\",\"userId\":\"bo\"}",
                "{\"message\":\"x\",\"userId\":\"b\\u0000\",\"username\":\"Bo\"}",
                "{\"message\":\"x\",\"metadata\":[]}",
                "{\"message\":\"\\ud800\"}"
            })
    void whatMakesNoSenseIsRefused(String body) throws IOException {
        assertThat(server.post(TEA + "/messages", body).status()).isEqualTo(400);
    }

    @Test
    void theLimitsOfAClientsMessageHold() throws IOException {
        RawClient.Answer answer = server.post(TEA + "/messages", "{\"message\":\"" + "x".repeat(4_001) + "\"}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("MESSAGE_TOO_LONG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%E2%80%AE", "%0A", "%", "%zz", "%ff"})
    void anIdThatNoRoomOrUserCanHaveIsRefused(String id) throws IOException {
        assertThat(server.get(ROOMS + "/" + id).status()).isEqualTo(400);
        assertThat(server.post(ROOMS + "/" + id + "/close", "{}").status()).isEqualTo(400);
        assertThat(server.get("/api/admin/users/" + id + "/sessions").status()).isEqualTo(400);
        assertThat(server.post("/api/admin/sessions/" + id + "/close", "").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=-1", "limit=x", "after=", "after=%00"})
    void aPageHasItsBounds(String query) throws IOException {
        assertThat(server.get(ROOMS + "?" + query).status()).isEqualTo(400);
    }

    @Test
    void whoIsTakenOutIsToldWhyAndHearsNothingMore() throws IOException {
        try (RawClient ada = server.node.member("ada", "tea");
                RawClient bo = server.node.member("bo", "tea")) {
            assertThat(server.post(TEA + "/remove", "{\"userId\":\"ada\",\"reason\":\"spilled it\"}")
                            .body())
                    .isEqualTo("{\"success\":true,\"complete\":true,\"silentNodes\":[]}");
            assertThat(ada.readText(text -> text.contains("removed_from_room")))
                    .contains("\"action\":\"kick\"", "spilled it");
            bo.readText(text -> text.contains("user_left"));
            assertThat(server.post(TEA + "/close", "").status()).isEqualTo(200);
            assertThat(bo.readText(text -> text.contains("removed_from_room"))).contains("\"action\":\"close\"");
            assertThat(server.post(TEA + "/remove", "{}").status()).isEqualTo(400);
            assertThat(server.post(TEA + "/close", "{\"reason\":\"" + "x".repeat(201) + "\"}")
                            .status())
                    .isEqualTo(400);
        }
    }
}

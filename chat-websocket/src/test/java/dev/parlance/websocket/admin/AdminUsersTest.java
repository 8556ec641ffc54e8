package dev.parlance.websocket.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.AdminServer;
import dev.parlance.websocket.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the admin interface shows of users' connections and does to them. */
class AdminUsersTest {
    private static final String ADA = "/api/admin/users/ada/";

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
    void aUsersConnectionsAreListedAndEndOneByOneOrAllTogether() throws IOException {
        try (RawClient one = server.node.member("ada", "tea");
                RawClient other = server.node.member("ada", "milk")) {
            String sessions = server.get(ADA + "sessions").body();
            assertThat(sessions)
                    .contains(
                            "\"userId\":\"ada\"",
                            "\"rooms\":[\"tea\"],\"roomCount\":1",
                            "\"remoteAddress\":\"127.0.0.1\"");
            String id = sessions.replaceFirst(".*\\{\"sessionId\":\"([^\"]+)\"[^}]*\"milk\".*", "$1");
            assertThat(server.post("/api/admin/sessions/" + id + "/close", "{\"reason\":\"bye\",\"mayReturn\":true}")
                            .body())
                    .isEqualTo("{\"success\":true,\"closed\":true}");
            assertThat(other.readClose()).isEqualTo(4004);
            assertThat(server.post("/api/admin/sessions/" + id + "/close", "").body())
                    .isEqualTo("{\"success\":true,\"closed\":false}");
            assertThat(server.post(ADA + "close-sessions", "").body())
                    .isEqualTo("{\"success\":true,\"complete\":true,\"silentNodes\":[]}");
            assertThat(one.readClose()).isEqualTo(4500);
        }
    }

    @Test
    void whatMakesNoSenseClosesNothing() throws IOException {
        try (RawClient ada = server.node.member("ada", "tea")) {
            assertThat(server.post(ADA + "close-sessions", "{\"mayReturn\":\"yes\"}")
                            .status())
                    .isEqualTo(400);
            assertThat(server.post(ADA + "close-sessions", "{\"mayreturn\":true}")
                            .body())
                    .contains("there is no field \\\"mayreturn\\\", only reason, mayReturn");
            assertThat(server.post(ADA + "close-sessions", "{\"reason\":\"" + "x".repeat(124) + "\"}")
                            .status())
                    .isEqualTo(400);
            assertThat(server.post("/api/admin/sessions/" + "x".repeat(65) + "/close", "")
                            .status())
                    .isEqualTo(400);
            assertThat(ada.ask("{\"event\":\"ping\",\"data\":{},\"id\":7}")).contains("\"data\"");
        }
    }

    @Test
    void theHostIsAskedAnew() throws IOException {
        assertThat(server.post(ADA + "recheck", "").body())
                .isEqualTo("{\"success\":true,\"complete\":true,\"silentNodes\":[]}");
    }
}

package dev.parlance.websocket.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.InMemoryHub;
import dev.parlance.websocket.AdminServer;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked for at one node is done at all. */
class AdminNodesTest {
    private final InMemoryHub hub = new InMemoryHub(InstantSource.system(), new SecureRandom());
    private AdminServer here;
    private TestServer there;

    @BeforeEach
    void serve() throws IOException {
        here = new AdminServer(InMemoryBroker.builder().hub(hub).build(), admin -> admin);
        there = TestServer.start(InMemoryBroker.builder().hub(hub).build(), builder -> builder);
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
    }

    @Test
    void whoIsAtAnotherNodeIsCountedToldOfTakenOutAndClosed() throws IOException {
        try (RawClient bo = here.node.member("bo", "tea");
                RawClient ada = there.member("ada", "tea")) {
            await().untilAsserted(() -> assertThat(here.get("/api/admin/rooms").body())
                    .contains("{\"roomId\":\"tea\",\"present\":2,\"connections\":2}", "\"complete\":true"));
            assertThat(here.get("/api/admin/users/ada/sessions").body()).contains("\"rooms\":[\"tea\"]");
            here.post("/api/admin/rooms/tea/remove", "{\"userId\":\"ada\"}");
            here.post("/api/admin/rooms/tea/messages", "{\"message\":\"she is gone\"}");
            assertThat(bo.readText(text -> text.contains("she is gone"))).isNotEmpty();
            assertThat(ada.readText(text -> text.contains("removed_from_room"))).contains("kick");
            assertThat(ada.ask("{\"event\":\"ping\",\"data\":{},\"id\":7}")).doesNotContain("she is gone");
            here.post("/api/admin/users/ada/close-sessions", "{}");
            assertThat(ada.readClose()).isEqualTo(4500);
        }
    }
}

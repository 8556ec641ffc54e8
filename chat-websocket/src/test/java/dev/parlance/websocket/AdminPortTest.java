package dev.parlance.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the admin interface is opened. */
class AdminPortTest {
    private static AdminPort.Builder port() {
        return AdminPort.builder().token("ops", AdminServer.TOKEN);
    }

    @Test
    void itIsThereOnlyIfTheHostOpensIt() throws IOException {
        try (TestServer server = TestServer.start()) {
            assertThatIllegalStateException()
                    .isThrownBy(server.server::adminAddress)
                    .withMessage("the server has no admin interface");
        }
    }

    @Test
    void itListensOnTheMachineItselfUnlessToldOtherwise() throws IOException {
        try (AdminServer server = new AdminServer()) {
            assertThat(server.node.server.adminAddress().getAddress().isLoopbackAddress())
                    .isTrue();
            assertThat(server.node.server.adminAddress().getPort()).isNotEqualTo(server.node.port());
        }
        assertThat(port().build()).hasToString("AdminPort[127.0.0.1:5005]");
    }

    @Test
    @SuppressWarnings("try") // who is there is looked at from elsewhere
    void itAnswersWhileThePortForClientsIsFull() throws IOException {
        AdminPort admin = port().port(0).build();
        try (TestServer server =
                        TestServer.start(builder -> builder.admin(admin).maxConnections(1));
                RawClient client = server.webSocket();
                RawClient operator =
                        RawClient.connect(server.server.adminAddress().getPort())) {
            assertThat(operator.get("/api/admin/rooms", AdminServer.BEARER).status())
                    .isEqualTo(200);
            assertThat(server.server.connectionCount()).isEqualTo(1);
        }
    }

    private static boolean serves(AdminServer server) {
        try (RawClient client = server.connect()) {
            return client.get("/api/admin/rooms", AdminServer.BEARER).status() == 200;
        } catch (IOException e) {
            return false; // turned away, perhaps before it knew that it was connected
        }
    }

    @Test
    void oneAddressHasAPartOfItsConnections() throws IOException {
        List<RawClient> open = new ArrayList<>();
        try (AdminServer server = new AdminServer()) {
            for (int i = 0; i < 16; i++) {
                RawClient each = server.connect();
                open.add(each);
                assertThat(each.get("/api/admin/rooms", AdminServer.BEARER).status())
                        .isEqualTo(200);
            }
            assertThat(serves(server)).isFalse();
            open.remove(0).close();
            await("room for one more").until(() -> serves(server));
        } finally {
            for (RawClient each : open) {
                each.close();
            }
        }
    }

    @Test
    void strangersOfAnyAddressGiveWayToWhoeverComesAndOperatorsDoNot() throws IOException {
        List<RawClient> strangers = new ArrayList<>();
        try (AdminServer server = new AdminServer();
                RawClient operator = server.connect()) {
            int port = server.node.server.adminAddress().getPort();
            assertThat(operator.get("/api/admin/rooms", AdminServer.BEARER).status())
                    .isEqualTo(200);
            for (int i = 0; i < 128; i++) {
                RawClient stranger = RawClient.connectFrom("127.0.0." + (1 + i % 8), port);
                strangers.add(stranger);
                stranger.trySend(
                        i % 2 == 0 ? "GET /api/adm" : "GET /api/admin/rooms HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            assertThat(operator.get("/api/admin/rooms", AdminServer.BEARER).status())
                    .isEqualTo(200);
            assertThat(serves(server)).isTrue();
        } finally {
            for (RawClient each : strangers) {
                each.close();
            }
        }
    }

    @Test
    void itEndsWithTheServer() throws IOException {
        try (AdminServer server = new AdminServer();
                RawClient operator = server.connect()) {
            server.node.server.stop();
            assertThat(operator.isEnded()).isTrue();
        }
    }

    @Test
    void nonsenseIsRefusedInOneMessageThatHasNoToken() {
        String secret = "short secret";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdminPort.builder()
                        .token("ops", secret)
                        .token("a b", AdminServer.TOKEN)
                        .host(" ")
                        .port(70_000)
                        .callsPerSecond(0)
                        .build())
                .withMessageContainingAll("host", "port", "callsPerSecond", "ops must have 32", "name")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(secret, AdminServer.TOKEN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdminPort.builder().build())
                .withMessageContaining("give a token");
        for (String token : List.of("x".repeat(31), "x".repeat(513), " ".repeat(40), "ü".repeat(40))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AdminPort.builder().token("ops", token).build());
        }
    }

    @Test
    void aTokenIsNotPrinted() {
        assertThat(port().build().toString() + port().build().settings()).doesNotContain(AdminServer.TOKEN);
    }
}

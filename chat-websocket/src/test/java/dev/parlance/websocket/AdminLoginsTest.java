package dev.parlance.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.User;
import dev.parlance.policy.ChatListener;
import dev.parlance.websocket.tls.MadeKey;
import dev.parlance.websocket.tls.TlsClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is let in to the admin interface beside those with a token, and what is told of them. */
class AdminLoginsTest {
    private static final String ROOMS = "/api/admin/rooms";
    private static final String TEA = ROOMS + "/tea";

    @TempDir
    private static Path folder;

    private static MadeKey server; // as a client, it is a stranger
    private static MadeKey ops;
    private static Path authorities;

    private final Queue<SecurityEvent> told = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void make() throws Exception {
        server = MadeKey.of(folder, "EC", "localhost", 90);
        ops = MadeKey.of(folder, "RSA", "ops", 90);
        authorities = Files.writeString(folder.resolve("authorities.pem"), ops.certificatePem());
    }

    private interface Call {
        void on(ChatServer server) throws Exception;
    }

    private void serve(AdminPort.Builder admin, boolean tls, Call call) throws Exception {
        try (ChatEngine engine = ChatEngine.builder()
                .interceptor(draft -> draft.text().equals("spam")
                        ? CompletableFuture.failedFuture(ChatException.refused("SPAM", "no spam"))
                        : CompletableFuture.completedFuture(draft))
                .listener(new ChatListener() {
                    @Override
                    public void securityEvent(SecurityEvent event) {
                        told.add(event);
                    }
                })
                .build()) {
            ChatServer.Builder builder = ChatServer.builder(engine)
                    .host("127.0.0.1")
                    .port(0)
                    .admin(admin.port(0).later(Runnable::run).build());
            if (tls) {
                builder.tls(TlsFiles.builder()
                        .pkcs12(server.pkcs12(), MadeKey.PASSWORD.toCharArray())
                        .build());
            }
            try (ChatServer running = builder.build().start()) {
                call.on(running);
            }
        }
    }

    private static int status(ChatServer server, MadeKey key, String... headers) throws IOException {
        try (RawClient client = TlsClient.connect(server.adminAddress().getPort(), key)) {
            return client.get(ROOMS, headers).status();
        } catch (IOException e) {
            return -1; // the handshake has failed, for TLS 1.3 after the client thinks it has not
        }
    }

    @Test
    void whoShowsACertificateThatIsVouchedForIsLetIn() throws Exception {
        serve(AdminPort.builder().clientCa(authorities).token("ops", AdminServer.TOKEN), true, running -> {
            assertThat(status(running, ops)).isEqualTo(200);
            assertThat(status(running, server)).as("of a stranger").isEqualTo(-1);
            assertThat(status(running, null)).as("of nobody").isEqualTo(401);
            assertThat(status(running, null, AdminServer.BEARER)).isEqualTo(200);
            await().untilAsserted(() -> assertThat(told)
                    .filteredOn(event -> event.kind() == SecurityEvent.Kind.ADMIN_CALL)
                    .extracting(SecurityEvent::detail)
                    .containsExactly("CN=RSA was answered 200", "ops was answered 200"));
        });
    }

    @Test
    void whereClientsAreNamedOnlyThoseAre() throws Exception {
        serve(
                AdminPort.builder().clientCa(authorities).client("cn=rsa"),
                true,
                running -> assertThat(status(running, ops)).isEqualTo(200));
        serve(
                AdminPort.builder().clientCa(authorities).client("CN=DSA, O=Example"),
                true,
                running -> assertThat(status(running, ops)).isEqualTo(401));
    }

    @Test
    void thePortForClientsAsksNobodyForACertificate() throws Exception {
        serve(AdminPort.builder().clientCa(authorities), true, running -> {
            try (RawClient client = TlsClient.connect(running.address().getPort(), server)) {
                assertThat(client.get("/health").status()).isEqualTo(200);
            }
        });
    }

    @Test
    void certificatesNeedTlsAndAFileThatHasSome() throws IOException {
        AdminPort admin = AdminPort.builder().clientCa(authorities).build();
        try (ChatEngine engine = ChatEngine.builder().build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ChatServer.builder(engine).admin(admin).build())
                    .withMessageContaining("the clientCa of the admin interface needs tls(TlsFiles)");
        }
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> AdminPort.builder().clientCa(empty).client("ops").build())
                .withMessageContainingAll("empty.pem", "not ops");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdminPort.builder()
                        .token("ops", AdminServer.TOKEN)
                        .client("CN=ops")
                        .build())
                .withMessageContaining("a client needs a clientCa");
    }

    private static CompletionStage<User> host(Credentials credentials) {
        return switch (credentials.bearer().orElse("")) {
            case "admin" -> CompletableFuture.completedFuture(User.of("ada", "Ada"));
            case "late" ->
                CompletableFuture.failedFuture(new ChatException(ErrorCode.HOST_UNAVAILABLE, "the accounts are away"));
            default -> CompletableFuture.completedFuture(null);
        };
    }

    private static RawClient.Answer call(ChatServer server, String method, String path, String body, String token)
            throws IOException {
        try (RawClient client = RawClient.connect(server.adminAddress().getPort())) {
            client.send(AdminServer.request(method, path, body.length(), "Authorization: Bearer " + token))
                    .send(body);
            return client.answer();
        }
    }

    @Test
    void theHostItselfMaySayWhoCalls() throws Exception {
        serve(AdminPort.builder().authenticator(AdminLoginsTest::host), false, running -> {
            assertThat(call(running, "GET", ROOMS, "", "admin").status()).isEqualTo(200);
            RawClient.Answer guess = call(running, "GET", ROOMS, "", "guess");
            assertThat(guess.status()).isEqualTo(401);
            assertThat(guess.header("WWW-Authenticate"))
                    .as("answered as every wrong proof")
                    .contains("invalid_token");
            assertThat(call(running, "GET", ROOMS, "", "late").status()).isEqualTo(503);
        });
    }

    @Test
    void severalTokensOfOneNameAreGoodAtOnceSoThatOneIsReplacedWithoutAGap() throws Exception {
        String next = "the-next-token-of-the-same-operators-01234567";
        serve(AdminPort.builder().token("ops", AdminServer.TOKEN).token("ops", next), false, running -> {
            assertThat(call(running, "GET", ROOMS, "", AdminServer.TOKEN).status())
                    .isEqualTo(200);
            assertThat(call(running, "GET", ROOMS, "", next).status()).isEqualTo(200);
        });
    }

    @Test
    void aHostThatIsAwayIsNobodysFaultAtTheDoor() throws Exception {
        serve(AdminPort.builder().authenticator(AdminLoginsTest::host), false, running -> {
            call(running, "GET", ROOMS, "", "late");
            call(running, "GET", ROOMS, "", "guess");
            await().untilAsserted(() -> assertThat(told)
                    .filteredOn(event -> event.code().equals("ADMIN"))
                    .extracting(SecurityEvent::detail)
                    .containsExactly("listRooms was answered 401"));
        });
    }

    @Test
    void everyCallIsToldAndWhoIsNotKnownToo() throws Exception {
        serve(AdminPort.builder().token("ops", AdminServer.TOKEN), false, running -> {
            call(running, "POST", TEA + "/remove", "{\"userId\":\"bo\",\"reason\":\"geheim\"}", AdminServer.TOKEN);
            call(running, "GET", "/api/admin/users/bo/sessions?x=geheim", "", AdminServer.TOKEN);
            call(running, "GET", ROOMS, "", "geheim");
            call(running, "POST", TEA + "/messages/e-7/delete", "", AdminServer.TOKEN);
            List<String> calls = List.of(
                    "kind=ADMIN_CALL code=removeUser user=bo address=127.0.0.1 room=tea detail=\"ops on tea was answered 200\"",
                    "kind=ADMIN_CALL code=listSessions user=bo address=127.0.0.1 detail=\"ops on bo was answered 200\"",
                    "kind=ADMIN_CALL code=deleteMessage address=127.0.0.1 room=tea detail=\"ops on tea, e-7 was answered 404\"",
                    "kind=LOGIN_FAILED code=ADMIN address=127.0.0.1 detail=\"listRooms was answered 401\"");
            await().untilAsserted(
                            () -> assertThat(told).map(SecurityEvent::toString).containsAll(calls));
            assertThat(told.toString()).doesNotContain("geheim\"", AdminServer.TOKEN);
        });
    }

    static Stream<Arguments> refused() {
        String proof = "Authorization: Bearer geheim";
        return Stream.of(
                arguments(404, AdminServer.request("GET", "/geheim?geheim", 0, proof)),
                arguments(400, AdminServer.request("GET", ROOMS + "/%geheim", 0, proof)),
                arguments(405, AdminServer.request("DELETE", ROOMS + "?geheim", 0, proof)),
                arguments(413, AdminServer.request("POST", TEA + "/remove", 1_000_000, proof)),
                arguments(400, "GET geheim\r\n\r\n"),
                arguments(431, AdminServer.request("GET", ROOMS, 0, "geheim: " + "x".repeat(10_000))),
                arguments(
                        404,
                        AdminServer.request(
                                "GET",
                                "/geheim",
                                0,
                                "Upgrade: websocket",
                                "Connection: Upgrade",
                                "Sec-WebSocket-Version: 13")));
    }

    /** Whoever looks for what is there is seen, and fills no log with it. */
    @ParameterizedTest
    @MethodSource("refused")
    void whatNeverGetsToTheDoorIsToldWithItsAddressAndNothingOfWhatItAsked(int status, String request)
            throws Exception {
        int times = 3;
        serve(AdminPort.builder().token("ops", AdminServer.TOKEN), false, running -> {
            for (int i = 0; i < times; i++) {
                try (RawClient client = RawClient.connect(running.adminAddress().getPort())) {
                    client.send(request);
                    assertThat(client.answer().status()).isEqualTo(status);
                }
            }
        });
        String seen = "address=127.0.0.1 detail=\"a request for nothing that is here was answered " + status + '"';
        await().untilAsserted(() -> assertThat(told)
                .map(SecurityEvent::toString)
                .containsExactly(
                        "kind=LOGIN_FAILED code=ADMIN " + seen,
                        "kind=LOGIN_FAILED code=ADMIN count=" + (times - 1) + " " + seen));
    }

    @Test
    void messagesPassTheInterceptors() throws Exception {
        serve(AdminPort.builder().token("ops", AdminServer.TOKEN), false, running -> {
            RawClient.Answer answer =
                    call(running, "POST", TEA + "/messages", "{\"message\":\"spam\"}", AdminServer.TOKEN);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("\"code\":\"REFUSED\"", "\"hostCode\":\"SPAM\"");
        });
    }
}

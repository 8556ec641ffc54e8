package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.User;
import dev.parlance.policy.ChatLimits;
import dev.parlance.websocket.AddressLimits;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
class GuessedTokensTest {
    private static final String SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";

    private final AtomicInteger asked = new AtomicInteger();
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(
                engine -> engine.authenticator(credentials -> {
                            asked.incrementAndGet();
                            return CompletableFuture.<@Nullable User>completedFuture(
                                    "secret".equals(credentials.bearer().orElse(credentials.token()))
                                            ? User.of("ada", "Ada")
                                            : null);
                        })
                        .limits(ChatLimits.builder()
                                .maxAuthenticationAttempts(1_000)
                                .build()),
                builder -> builder.guardedHistory(true)
                        .addressLimits(
                                AddressLimits.builder().failedLogins(1, 4).build()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String guess(RawClient client, String token) throws IOException {
        return client.ask("{\"event\":\"authenticate\",\"data\":{\"token\":\"" + token + "\"},\"id\":1}");
    }

    @Test
    void failedLoginsOfAnAddressAreCountedOverAllProtocolsAndThenTheHostIsNotAskedAnyMore() throws IOException {
        try (RawClient guessing = server.connectFrom("127.0.0.2").upgrade("/ws");
                RawClient other = server.connectFrom("127.0.0.2").upgrade(SOCKET_IO);
                RawClient late = server.connectFrom("127.0.0.2").upgrade("/ws")) {
            guess(guessing, "a");
            assertThat(guess(guessing, "b")).contains("AUTHENTICATION_FAILED");
            other.readText();
            for (String token : new String[] {"c", "d"}) {
                other.text("40{\"token\":\"" + token + "\"}");
                assertThat(other.readText()).startsWith("44").contains("AUTHENTICATION_FAILED");
            }
            assertThat(asked).hasValue(4);
            assertThat(guess(late, "secret")).contains("RATE_LIMITED").contains("\"retryAfterMillis\":");
            other.text("40{\"token\":\"secret\"}");
            assertThat(other.readText()).startsWith("44").contains("RATE_LIMITED");
            assertThat(asked).hasValue(4);
        }
        try (RawClient honest = server.connectFrom("127.0.0.1").upgrade("/ws")) {
            assertThat(guess(honest, "secret")).contains("ada");
        }
    }

    private RawClient.Answer history(String address, String token) throws IOException {
        try (RawClient client = server.connectFrom(address)) {
            return client.get("/api/chat/tea/history", "Authorization: Bearer " + token);
        }
    }

    @Test
    void guessesOverRestCountWithTheOthersAndAreRefusedAsThey() throws IOException {
        for (int i = 0; i < 4; i++) {
            assertThat(history("127.0.0.2", "guess" + i).status()).isEqualTo(401);
        }
        RawClient.Answer refused = history("127.0.0.2", "secret");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).contains("RATE_LIMITED");
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        try (RawClient late = server.connectFrom("127.0.0.2").upgrade("/ws")) {
            assertThat(guess(late, "secret")).contains("RATE_LIMITED");
        }
        assertThat(asked).hasValue(4);
        assertThat(history("127.0.0.1", "secret").status()).isEqualTo(200);
        server.pass(Duration.ofMinutes(1));
        assertThat(history("127.0.0.2", "secret").status()).isEqualTo(200);
    }

    @Test
    void loginsThatSucceedAreNotCounted() throws IOException {
        for (int i = 0; i < 10; i++) {
            try (RawClient client = server.connectFrom("127.0.0.2").upgrade("/ws")) {
                assertThat(guess(client, "secret")).contains("ada");
            }
            assertThat(history("127.0.0.2", "secret").status()).isEqualTo(200);
        }
    }
}

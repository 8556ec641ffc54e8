package dev.parlance.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.websocket.ChatServer;
import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A history over REST, for those who may read it. */
class GuardedHistoryTest {
    private static final String TEA = "/api/chat/tea/history";
    private static final int REQUESTS = 1_000;

    private static final int HISTORY_BYTES = 1_000;
    private static final Map<String, User> USERS = Map.of("adas", User.of("ada", "Ada"), "bos", User.of("bo", "Bo"));

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private ChatEngine engine;
    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        engine = ChatEngine.builder()
                .ticker(() -> 0) // nothing comes back
                .limits(ChatLimits.builder()
                        .userRate(Metered.REQUESTS, new Rate(1, REQUESTS))
                        .userRate(Metered.HISTORY_BYTES, new Rate(1, HISTORY_BYTES))
                        .userRate(Metered.REFUSALS, new Rate(1, 5))
                        .build())
                .authenticator(GuardedHistoryTest::login)
                .authorizer((user, action) -> {
                    asked.add(user.id() + " " + action);
                    return CompletableFuture.completedFuture(user.name().equals("Ada"));
                })
                .build();
        server = ChatServer.builder(engine)
                .host("127.0.0.1")
                .port(0)
                .guardedHistory(true)
                .build()
                .start();
        engine.room(new RoomId("tea")).publish("Welcome").toCompletableFuture().join();
    }

    @AfterEach
    void stop() {
        server.close();
        engine.close();
    }

    private static CompletionStage<User> login(Credentials credentials) {
        String token =
                credentials.bearer().or(() -> credentials.cookie("token")).orElse("");
        return switch (token) {
            case "late" ->
                CompletableFuture.failedFuture(new ChatException(ErrorCode.HOST_UNAVAILABLE, "the accounts are away"));
            default -> CompletableFuture.completedFuture(USERS.get(token));
        };
    }

    private RawClient.Answer get(String target, String... headers) throws IOException {
        try (RawClient client = RawClient.connect(server.address().getPort())) {
            return client.get(target, headers);
        }
    }

    @Test
    void whoMayReadGetsIt() throws IOException {
        RawClient.Answer answer = get(TEA, "Authorization: Bearer adas");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"message\":\"Welcome\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(asked).containsExactly("ada " + new Action.Read(new RoomId("tea")));
        assertThat(get(TEA, "Cookie: token=adas").status()).isEqualTo(200);
    }

    @Test
    void whoSaysNothingIsToldWhatIsWantedAndWhoGuessesHasOneTryAConnection() throws IOException {
        RawClient.Answer nothing = get(TEA);
        assertThat(nothing.status()).isEqualTo(401);
        assertThat(nothing.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"chat\"");
        assertThat(nothing.body()).contains("AUTHENTICATION_FAILED");
        try (RawClient guess = RawClient.connect(server.address().getPort())) {
            RawClient.Answer answer = guess.get(TEA, "Authorization: Bearer guess");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"chat\", error=\"invalid_token\"");
            assertThat(guess.isEnded()).isTrue();
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void whoSaysNothingHasNotGuessedSoThatItShutsNobodyOut() throws IOException {
        for (int i = 0; i < 25; i++) {
            assertThat(get(TEA + "?limit=5&after=0").status()).isEqualTo(401);
        }
        assertThat(get(TEA, "Authorization: Bearer adas").status()).isEqualTo(200);
        for (int i = 0; i < 25; i++) {
            get(TEA + "?limit=5&token=guess");
        }
        assertThat(get(TEA, "Authorization: Bearer adas").status()).isEqualTo(429);
    }

    @Test
    void whoMayNotReadIsForbidden() throws IOException {
        RawClient.Answer answer = get(TEA, "Authorization: Bearer bos");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("FORBIDDEN", "you may not read this room");
    }

    @Test
    void whatAUserAsksIsCountedWithWhatItsConnectionsAsk() throws IOException {
        User ada = User.of("ada", "Ada");
        engine.count(ada, Metered.REQUESTS, REQUESTS - 1);
        assertThat(get(TEA, "Authorization: Bearer adas").status()).isEqualTo(200);
        asked.clear();
        RawClient.Answer answer = get(TEA, "Authorization: Bearer adas");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isNotNull();
        assertThat(answer.body())
                .startsWith("{\"success\":false,\"error\":{\"code\":\"RATE_LIMITED\"")
                .contains("\"retryable\":true,\"retryAfterMillis\":");
        assertThat(asked).as("the host, which need not be").isEmpty();
        assertThat(get(TEA, "Authorization: Bearer bos").status())
                .as("another user from the same address")
                .isEqualTo(403);
    }

    @Test
    void whatAHistoryTellsIsTakenOfItsReadersRate() throws IOException {
        User ada = User.of("ada", "Ada");
        engine.count(ada, Metered.HISTORY_BYTES, HISTORY_BYTES);
        assertThat(get(TEA, "Authorization: Bearer adas").status())
                .as("the answer that goes beyond it")
                .isEqualTo(200);
        RawClient.Answer next = get(TEA, "Authorization: Bearer adas");
        assertThat(next.status()).isEqualTo(429);
        assertThat(next.body()).contains("too many bytes of histories in a short time");
    }

    @Test
    void whoGoesOnThoughRefusedAgainAndAgainIsToldNotToComeBackAndTheConnectionEnds() throws IOException {
        engine.count(User.of("ada", "Ada"), Metered.REQUESTS, REQUESTS);
        try (RawClient ada = RawClient.connect(server.address().getPort())) {
            RawClient.Answer answer = ada.get(TEA, "Authorization: Bearer adas");
            while (answer.body().contains("\"retryable\":true")) {
                assertThat(answer.status()).isEqualTo(429);
                answer = ada.get(TEA, "Authorization: Bearer adas");
            }
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.body()).contains("RATE_LIMITED", "\"retryable\":false");
            assertThat(ada.isEnded()).isTrue();
        }
    }

    @Test
    void aHostThatIsAwayIsNoRefusal() throws IOException {
        RawClient.Answer answer = get(TEA, "Authorization: Bearer late");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("HOST_UNAVAILABLE", "\"retryable\":true");
    }

    @Test
    void whatMakesNoSenseAsksNobody() throws IOException {
        for (String target : List.of(TEA + "?limit=none", "/api/chat/" + "x".repeat(129) + "/history")) {
            assertThat(get(target, "Authorization: Bearer adas").status()).isEqualTo(400);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void itIsGuardedOrOpen() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatServer.builder(engine)
                        .openHistory(true)
                        .guardedHistory(true)
                        .build())
                .withMessageContaining("exclude each other");
    }
}

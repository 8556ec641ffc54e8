package dev.parlance.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.Room;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.websocket.ChatServer;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One message over REST: for whom the history is, as often as that. */
class OneMessageOverHttpTest {
    private static final User ADA = User.of("ada", "Ada");
    private static final Map<String, User> USERS = Map.of("adas", ADA, "bos", User.of("bo", "Bo"));
    private static final String ADAS = "Authorization: Bearer adas";

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final ChatBroker broker = InMemoryBroker.builder().build();
    private TestServer server;
    private Room room;
    private String path;

    private void serve(UnaryOperator<ChatServer.Builder> settings) throws IOException {
        server = TestServer.start(
                engine -> engine.broker(broker)
                        .ticker(() -> 0) // nothing comes back
                        .limits(ChatLimits.builder()
                                .userRate(Metered.REQUESTS, new Rate(1, 100))
                                .userRate(Metered.HISTORY_BYTES, new Rate(1, 1_000))
                                .build())
                        .authenticator(credentials -> CompletableFuture.completedFuture(
                                USERS.get(credentials.bearer().orElse(""))))
                        .authorizer((user, action) -> {
                            asked.add(user.id() + " " + action);
                            return CompletableFuture.completedFuture(user.equals(ADA));
                        }),
                settings);
        room = server.engine.room(new RoomId("tea"));
        MessageId id = room.publish(User.of("cy", "Cy"), "Welcome")
                .toCompletableFuture()
                .join()
                .messageId();
        path = "/api/chat/tea/messages/" + id;
    }

    private void serveGuarded() throws IOException {
        serve(settings -> settings.guardedHistory(true));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient.Answer get(String target, String... headers) throws IOException {
        try (RawClient client = server.connect()) {
            return client.get(target, headers);
        }
    }

    @Test
    void whoMayReadTheHistoryReadsAMessageInItsLatestState() throws IOException {
        serveGuarded();
        room.history(HistoryQuery.newest(1))
                .thenCompose(page -> room.react(ADA, page.messages().get(0).id(), "x", true))
                .toCompletableFuture()
                .join();

        RawClient.Answer answer = get(path, ADAS);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body())
                .startsWith("{\"success\":true,\"message\":{\"roomId\":\"tea\",\"userId\":\"cy\"")
                .contains("\"message\":\"Welcome\"", "\"changeOffset\":2", "\"reactionCounts\":{\"x\":1}");
        assertThat(asked).containsExactly("ada " + new Action.Read(new RoomId("tea")));
    }

    @Test
    void whoMayNotReadTheRoomOrSaysNothingDoesNotLearnWhetherItIsThere() throws IOException {
        serveGuarded();
        for (String each : new String[] {path, path + "999"}) {
            assertThat(get(each, "Authorization: Bearer bos").status()).isEqualTo(403);
            assertThat(get(each).status()).isEqualTo(401);
        }
    }

    @Test
    void whatTheHistoryDoesNotHaveIsNotFound() throws IOException {
        serveGuarded();
        for (String each : new String[] {path + "999", "/api/chat/tea/messages/none", "/api/chat/milk/messages/e-1"}) {
            RawClient.Answer answer = get(each, ADAS);
            assertThat(answer.status()).as(each).isEqualTo(404);
            assertThat(answer.body()).contains("MESSAGE_NOT_FOUND");
        }
    }

    @Test
    void itCountsAsARequestAndWhatItTellsAsReadHistory() throws IOException {
        serveGuarded();
        server.engine.count(ADA, Metered.HISTORY_BYTES, 1_000);
        assertThat(get(path, ADAS).status())
                .as("the answer that goes beyond it")
                .isEqualTo(200);
        assertThat(get(path, ADAS).body()).contains("RATE_LIMITED", "too many bytes of histories");
        server.engine.count(ADA, Metered.REQUESTS, 98);
        assertThat(get(path, ADAS).status()).isEqualTo(429);
    }

    @Test
    void openToAllIsWhatARoomThatIsOpenToAllSaysAndNoOther() throws IOException {
        serve(settings -> settings.openHistory(true));
        assertThat(get(path).body()).contains("\"message\":\"Welcome\"");
        assertThat(asked).isEmpty();

        RoomRecord hidden = RoomRecord.builder(room.id(), RoomKind.PRIVATE).build();
        broker.createRoom(hidden, Map.of()).toCompletableFuture().join();
        assertThat(get(path).status()).isEqualTo(403);
    }

    @Test
    void whereThereIsNoHistoryThereIsNoMessageEither() throws IOException {
        serve(settings -> settings);
        assertThat(get(path, ADAS).body()).contains("NOT_FOUND", "there is nothing at this address");
    }
}

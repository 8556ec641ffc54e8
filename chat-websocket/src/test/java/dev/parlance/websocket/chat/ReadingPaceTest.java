package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.model.RoomId;
import dev.parlance.policy.ChatLimits;
import dev.parlance.websocket.ChatServer;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import dev.parlance.websocket.engineio.PollingClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever comes back to all its rooms in one breath, and reads, is no slow consumer, though the host is asked for each and more than may wait is the answer. */
class ReadingPaceTest {
    private static final int ROOMS = 40;
    private static final String TEXT = "x".repeat(3_000);
    private static final String ADA = "{\"userId\":\"ada\",\"username\":\"Ada\"";

    private final ChatEngine engine = ChatEngine.builder()
            .limits(ChatLimits.builder().unlimitedRates().build())
            .authorizer((user, action) ->
                    CompletableFuture.completedFuture(true)) // on the executor: every join leaves the lane
            .build();
    private final ChatServer server = ChatServer.builder(engine)
            .host("127.0.0.1")
            .port(0)
            .ioThreads(2)
            .outboxBytes(64 * 1024)
            .build();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        engine.close();
    }

    private void fill(int room) {
        for (int i = 0; i < 100; i++) {
            engine.room(new RoomId("room" + room))
                    .publish(TEXT)
                    .toCompletableFuture()
                    .join();
        }
    }

    private void fillAll() {
        for (int room = 0; room < ROOMS; room++) { // 300 KB each
            fill(room);
        }
    }

    private void joinAll(RawClient client, String before, String after) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int room = 0; room < ROOMS; room++) {
            String text = before.replace("ID", "" + (100 + room)) + "{\"roomId\":\"room" + room + "\"}"
                    + after.replace("ID", "" + (100 + room));
            all.write(RawClient.frame(RawClient.FIN | RawClient.TEXT, text.getBytes(StandardCharsets.UTF_8)));
        }
        client.send(all.toByteArray());
        TestServer.awaitSlowReader(server);
    }

    private static void readAll(RawClient client, String beginning) throws IOException {
        for (int room = 0; room < ROOMS; room++) {
            String start = beginning.replace("ID", "" + (100 + room));
            assertThat(client.readText(text -> text.startsWith(start))).hasSizeGreaterThan(300_000);
        }
    }

    @Test
    void byTheNativeProtocol() throws IOException {
        fillAll();
        try (RawClient ada = RawClient.connect(server.address().getPort()).upgrade("/ws")) {
            ada.ask("{\"event\":\"authenticate\",\"data\":" + ADA + "},\"id\":1}");
            joinAll(ada, "{\"event\":\"join_room\",\"id\":ID,\"data\":", "}");
            readAll(ada, "{\"id\":ID,");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"recovery\":\"1\""})
    void bySocketIoOverAWebSocket(String recovery) throws IOException {
        fillAll();
        try (RawClient ada =
                RawClient.connect(server.address().getPort()).upgrade("/socket.io/?EIO=4&transport=websocket")) {
            ada.text("40" + ADA + recovery + "}").readText(text -> text.startsWith("40{"));
            joinAll(ada, "42ID[\"join_room\",", "]");
            readAll(ada, "43ID[");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @SuppressWarnings("try") // one more connection moves those after it to another lane
    void bySocketIoOverAWebSocketOnAnotherLaneThanItsSession(int connectionsBetween) throws IOException {
        fillAll();
        try (PollingClient polling = poller();
                RawClient between = connectionsBetween == 0
                        ? null
                        : RawClient.connect(server.address().getPort())) {
            polling.post("40" + ADA + "}");
            polling.await("40{");
            try (RawClient ada = polling.upgrade()) {
                joinAll(ada, "42ID[\"join_room\",", "]");
                readAll(ada, "43ID[");
                joinAll(ada, "42[\"join_room\",", "]"); // two events each
                for (int room = 0; room < ROOMS; room++) {
                    ada.readText(text -> text.startsWith("42[\"message_history\""));
                    ada.readText(text -> text.startsWith("42[\"room_users\""));
                }
            }
        }
    }

    @Test
    void bySocketIoOverPolling() throws IOException {
        fillAll();
        try (PollingClient ada = poller()) {
            ada.post("40" + ADA + "}");
            ada.await("40{");
            StringBuilder joins = new StringBuilder();
            for (int room = 0; room < ROOMS; room++) {
                joins.append(room == 0 ? "" : "\u001e")
                        .append("42" + (100 + room) + "[\"join_room\",{\"roomId\":\"room" + room + "\"}]");
            }
            ada.post(joins.toString());
            for (int room = 0; room < ROOMS; room++) {
                assertThat(ada.await("43" + (100 + room))).hasSizeGreaterThan(300_000);
            }
        }
    }

    @Test
    void byConnectionStateRecovery() throws IOException {
        String offset;
        String pid;
        try (PollingClient ada = poller()) {
            ada.post("40" + ADA + ",\"recovery\":\"1\"}");
            pid = ada.await("40{").replaceFirst(".*\"pid\":\"([^\"]*)\".*", "$1");
            ada.post("42[\"join_room\",{\"roomId\":\"room0\"}]");
            offset = ada.await("42[\"room_users\"").replaceFirst(".*\"([^\"]*)\"]", "$1");
            ada.post("1");
        }
        fill(0);
        try (PollingClient ada = poller()) {
            ada.post("40" + ADA + ",\"recovery\":\"1\",\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}");
            List<String> messages = new ArrayList<>();
            while (messages.size() < 100) {
                RawClient.Answer answer = ada.poll();
                assertThat(answer.status()).isEqualTo(200);
                Stream.of(answer.body().split("\u001e"))
                        .filter(packet -> packet.startsWith("42[\"message\""))
                        .forEach(messages::add);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(messages.get(i))
                        .contains("\"offset\":" + (i + 1) + ",\"number\":" + (i + 1) + "}")
                        .contains(TEXT);
            }
            ada.post("427[\"join_room\",{\"roomId\":\"room0\"}]");
            assertThat(ada.await("437[")).hasSizeGreaterThan(300_000);
        }
    }

    private PollingClient poller() throws IOException {
        return new PollingClient(server.address().getPort(), "/socket.io/").open();
    }
}

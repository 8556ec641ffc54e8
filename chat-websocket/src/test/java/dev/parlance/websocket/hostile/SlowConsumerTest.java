package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.model.SecurityEvent;
import dev.parlance.policy.ChatListener;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
class SlowConsumerTest {
    private static final String TEXT = "x".repeat(3_000);

    private static String message(int id) {
        return "{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"" + TEXT + "\"},\"id\":" + id
                + "}";
    }

    @Test
    void oneThatDoesNotReadIsClosedWith4000AndTheOthersLoseNothing() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.outboxBytes(64 * 1024));
                RawClient slow = server.member("slow", "tea");
                RawClient ada = server.member("ada", "tea")) {
            int sent = 0;
            while (server.engine.sessionCount() == 2) { // until the kernel's buffers and the outbox are full
                ada.ask(message(++sent + 10));
            }
            assertThat(slow.readClose()).isEqualTo(4000); // behind whole frames only, or this would read nonsense
            assertThat(slow.isEnded()).isTrue();
            assertThat(ada.ask(message(5))).contains("\"offset\":" + (sent + 1));
        }
    }

    @Test
    void whoeverGuardsTheServiceHearsOfItOverBothProtocols() throws IOException {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        ChatListener guard = new ChatListener() {
            @Override
            public void securityEvent(SecurityEvent event) {
                heard.add(event.toString());
            }
        };
        try (TestServer server =
                        TestServer.start(engine -> engine.listener(guard), builder -> builder.outboxBytes(64 * 1024));
                RawClient slow = server.member("slow", "tea");
                RawClient slower = server.connect().upgrade("/socket.io/?EIO=4&transport=websocket");
                RawClient ada = server.member("ada", "tea")) {
            slower.text("40{\"userId\":\"slower\",\"username\":\"Slower\"}");
            slower.readText(text -> text.startsWith("40"));
            slower.text("421[\"join_room\",{\"roomId\":\"tea\"}]");
            slower.readText(text -> text.startsWith("431"));
            int sent = 0;
            while (server.engine.sessionCount() > 1) {
                ada.ask(message(++sent + 10));
            }
            await("both are told")
                    .untilAsserted(() -> assertThat(heard)
                            .containsExactlyInAnyOrder(
                                    "kind=CUT_OFF code=SLOW_CONSUMER user=slow address=127.0.0.1",
                                    "kind=CUT_OFF code=SLOW_CONSUMER user=slower address=127.0.0.1"));
            assertThat(slow.readClose()).isEqualTo(4000);
        }
    }

    @Test
    void oneThatReadsLateButWithinTheBoundGetsEverythingInOrder() throws IOException {
        int count = 4_000; // 12 MB, more than the kernel's buffers take
        try (TestServer server = TestServer.start(builder -> builder.outboxBytes(64 * 1024 * 1024));
                RawClient late = server.member("late", "tea");
                RawClient ada = server.member("ada", "tea")) {
            for (int i = 1; i <= count; i++) {
                ada.ask(message(i + 10));
            }
            for (int offset = 1; offset <= count; offset++) {
                assertThat(late.readText(text -> text.startsWith("{\"event\":\"message\"")))
                        .endsWith("\"offset\":" + offset + ",\"number\":" + offset + "}}");
            }
        }
    }

    /** An answer may overtake the event of the same message, and one that is still to come would be too much behind what waits. */
    private static void fill(RawClient ada) throws IOException {
        for (int i = 1; i <= 100; i++) {
            ada.text(message(i + 10));
            boolean answered = false;
            boolean heard = false;
            while (!answered || !heard) {
                String text = ada.readText();
                answered |= isAnswer(text);
                heard |= text.startsWith("{\"event\":\"message\"");
            }
        }
    }

    private static boolean isAnswer(String text) {
        return text.startsWith("{\"id\":");
    }

    /** Asks for 30 MB in one breath. */
    private static void askForMuch(RawClient client) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 1; i <= 100; i++) {
            String request = "{\"event\":\"get_history\",\"data\":{\"roomId\":\"tea\",\"limit\":100},\"id\":" + i + "}";
            requests.append(new String(
                    RawClient.frame(RawClient.FIN | RawClient.TEXT, request.getBytes(StandardCharsets.UTF_8)),
                    StandardCharsets.ISO_8859_1));
        }
        client.send(requests.toString());
    }

    @Test
    void oneThatAsksForMoreThanItReadsAtOnceWaitsForItsAnswersAndGetsThemAll() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.outboxBytes(64 * 1024));
                RawClient ada = server.member("ada", "tea")) {
            fill(ada);
            askForMuch(ada);
            server.awaitSlowReader();
            for (int i = 1; i <= 100; i++) {
                assertThat(ada.readText(SlowConsumerTest::isAnswer))
                        .startsWith("{\"id\":" + i + ",")
                        .hasSizeGreaterThan(300_000);
            }
            assertThat(ada.ask("{\"event\":\"ping\",\"id\":900}")).isEqualTo("{\"id\":900,\"data\":{}}");
        }
    }

    @Test
    void oneThatMissedAJoinIsToldToLookAgainOnceItHasCaughtUp() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.outboxBytes(1024));
                RawClient slow = server.member("slow", "tea")) {
            fill(slow);
            askForMuch(slow);
            server.awaitSlowReader(); // its answers come in turns
            for (int i = 0; i < 10; i++) { // more of them than 1 KB holds
                server.member("late" + i + "-".repeat(100), "tea").close();
            }
            assertThat(slow.readText(text -> text.contains("history_gap")))
                    .isEqualTo("{\"event\":\"history_gap\",\"data\":{\"roomId\":\"tea\"}}");
            assertThat(slow.ask("{\"event\":\"join_room\",\"data\":{\"roomId\":\"tea\"},\"id\":901}"))
                    .contains("\"userId\":\"late9-");
        }
    }

    @Test
    void oneThatReadsLongAndSlowlyIsNotTakenForGone() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.outboxBytes(64 * 1024)
                        .pingInterval(Duration.ofMillis(100))
                        .idleTimeout(Duration.ofMillis(600)));
                RawClient silent = server.webSocket();
                RawClient ada = server.member("ada", "tea")) {
            fill(ada);
            askForMuch(ada);
            for (int i = 1; i <= 100; i++) {
                if (i % 5 == 0) { // so all of them take three times as long as one may be silent
                    awaitPing(silent);
                }
                assertThat(ada.readText(SlowConsumerTest::isAnswer)).startsWith("{\"id\":" + i + ",");
            }
        }
    }

    /** Who says nothing is pinged after the ping interval. */
    private static void awaitPing(RawClient silent) throws IOException {
        assertThat(silent.read().opcode()).isEqualTo(RawClient.PING);
        silent.frame(RawClient.FIN | RawClient.PONG, 0);
    }

    @Test
    void oneThatAsksForMuchAndNeverReadsIsTakenForGoneInTheEnd() throws IOException {
        try (TestServer server = TestServer.start(
                        builder -> builder.pingInterval(Duration.ofMillis(100)).idleTimeout(Duration.ofMillis(600)));
                RawClient ada = server.member("ada", "tea")) {
            fill(ada);
            askForMuch(ada);
            await("it is taken for gone").until(() -> server.engine.sessionCount() == 0);
            assertThat(ada.readClose()).isEqualTo(4001);
        }
    }

    @Test
    void aHistoryLargerThanTheOutboxIsNoReasonToCloseAConnection() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.outboxBytes(1024));
                RawClient ada = server.member("ada", "tea")) {
            for (int i = 1; i <= 100; i++) {
                ada.ask(message(i + 10));
            }
            try (RawClient bo = server.webSocket()) {
                bo.ask("{\"event\":\"authenticate\",\"data\":{\"userId\":\"bo\",\"username\":\"Bo\"},\"id\":1}");
                assertThat(bo.ask("{\"event\":\"join_room\",\"data\":{\"roomId\":\"tea\"},\"id\":2}"))
                        .hasSizeGreaterThan(300_000);
            }
        }
    }
}

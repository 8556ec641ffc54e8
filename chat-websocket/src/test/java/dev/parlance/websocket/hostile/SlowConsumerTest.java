package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

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
                        .endsWith("\"offset\":" + offset + "}}");
            }
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

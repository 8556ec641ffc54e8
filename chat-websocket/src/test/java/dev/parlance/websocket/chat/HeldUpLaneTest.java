package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.model.MessageDraft;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.MessageInterceptor;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that was held up for a while, and clients that have gone on asking as fast as they may. */
@Tag("faults")
class HeldUpLaneTest {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int ASKED = 15;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    private CompletionStage<MessageDraft> holdUp(MessageDraft draft) {
        begun.countDown();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return CompletableFuture.completedFuture(draft);
    }

    private TestServer server() throws Exception {
        ChatLimits limits = ChatLimits.builder()
                .unlimitedRates()
                .connectionRate(Metered.REQUESTS, new Rate(10, 5))
                .build();
        MessageInterceptor blocking = this::holdUp;
        return TestServer.start(
                chat -> chat.limits(limits).executor(Runnable::run).interceptor(blocking),
                settings -> settings.ioThreads(1));
    }

    private void holdUp(RawClient culprit, String words) throws Exception {
        culprit.text(words);
        begun.await();
    }

    private void awaitPause() {
        long from = System.nanoTime();
        await().atMost(Duration.ofMinutes(1)).until(() -> System.nanoTime() - from > PAUSE.toNanos());
        over.countDown();
    }

    @Test
    void nobodyOfTheNativeProtocolIsRefusedForTheServersPause() throws Exception {
        try (TestServer server = server();
                RawClient culprit = server.member("bo", "tea");
                RawClient ada = server.webSocket()) {
            holdUp(culprit, "{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"hold\"}}");
            for (int i = 0; i < ASKED; i++) {
                ada.text("{\"event\":\"ping\",\"id\":" + i + "}");
            }
            awaitPause();
            for (int i = 0; i < ASKED; i++) {
                assertThat(ada.readText()).isEqualTo("{\"id\":" + i + ",\"data\":{}}");
            }
        }
    }

    @Test
    void norAnybodyOfSocketIo() throws Exception {
        try (TestServer server = server();
                RawClient culprit = server.member("bo", "tea");
                RawClient ada = server.connect().upgrade("/socket.io/?EIO=4&transport=websocket")) {
            ada.text("40");
            ada.readText(text -> text.startsWith("40{"));
            holdUp(culprit, "{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"hold\"}}");
            for (int i = 0; i < ASKED; i++) {
                ada.text("42" + i + "[\"ping\"]");
            }
            awaitPause();
            for (int i = 0; i < ASKED; i++) {
                assertThat(ada.readText(text -> text.startsWith("43"))).isEqualTo("43" + i + "[{}]");
            }
        }
    }
}

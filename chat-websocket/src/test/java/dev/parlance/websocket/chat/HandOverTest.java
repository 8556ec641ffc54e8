package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.websocket.engineio.ManualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandOverTest {
    private final ManualTime time = new ManualTime();
    private final ChatEngine engine = ChatEngine.builder().build();
    private final HandOver calls = new HandOver(engine.nodes(), time.timers(), (privateId, by) -> {});

    @BeforeEach
    void start() {
        engine.start().toCompletableFuture().join();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void aCallThatNobodyAnswersIsWaitedForASecondOfTheServersTime() {
        CompletableFuture<Void> answer = calls.call("id", null).toCompletableFuture();
        time.advance(HandOver.PATIENCE.minusMillis(1));
        assertThat(answer).isNotDone();
        assertThat(calls.isAwaited("id")).isTrue();
        time.advance(Duration.ofMillis(1));
        assertThat(answer).isCompleted();
        assertThat(calls.isAwaited("id")).isFalse();
    }

    @Test
    void anAnswerEndsTheWaitAndItsTimer() {
        CompletableFuture<Void> answer = calls.call("id", null).toCompletableFuture();
        assertThat(time.scheduled()).isEqualTo(1);
        calls.done("id");
        assertThat(answer).succeedsWithin(Duration.ofSeconds(10));
        assertThat(calls.isAwaited("id")).isFalse();
        assertThat(time.scheduled()).isZero();
    }
}

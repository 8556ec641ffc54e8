package dev.parlance.tck.harness;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    private void work() {
        begun.countDown();
        Wait.on(over, Duration.ofMinutes(1));
    }

    @Test
    void whatDoesNotComeIsSaidWithWhereThreadsStand() {
        new Thread(this::work, "at-it").start();
        Wait.on(begun, Duration.ofMinutes(1));

        assertThatThrownBy(() -> Stages.done(new CompletableFuture<>(), AT_ONCE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("at-it ")
                .hasMessageContaining("StandingTest.work:");
        over.countDown();
    }
}

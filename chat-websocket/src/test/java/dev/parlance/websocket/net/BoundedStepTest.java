package dev.parlance.websocket.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BoundedStepTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void aStepThatDoesNotEndIsLeftBehind() {
        CountDownLatch end = new CountDownLatch(1);
        boolean ended = BoundedStep.run("waiting for ever", Duration.ofMillis(20), () -> await(end));
        assertThat(ended).isFalse();
        end.countDown();
    }

    @Test
    void aStepThatFailsHasEndedAndItsFaultGetsNoFurther() {
        AtomicReference<Throwable> further = new AtomicReference<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> further.set(fault));
        try {
            assertThat(BoundedStep.run("failing", LONG, () -> {
                        throw new OutOfMemoryError("on purpose");
                    }))
                    .isTrue();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(further).hasNullValue();
    }

    @Test
    void aStepThatEndsIsWaitedFor() {
        CountDownLatch done = new CountDownLatch(1);
        assertThat(BoundedStep.run("ending", LONG, done::countDown)).isTrue();
        assertThat(done.getCount()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

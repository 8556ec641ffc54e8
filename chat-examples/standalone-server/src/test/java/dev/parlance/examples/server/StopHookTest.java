package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class StopHookTest {
    @Test
    void aSignalWaitsForTheStop() {
        CountDownLatch stopped = new CountDownLatch(1);
        new StopHook(stopped::countDown, Duration.ofSeconds(30)).run();
        assertThat(stopped.getCount()).isZero();
    }

    @Test
    void aStopThatNeverEndsDoesNotKeepTheProcess() {
        Semaphore never = new Semaphore(0);
        new StopHook(never::acquireUninterruptibly, Duration.ofMillis(20)).run();
        never.release();
    }
}

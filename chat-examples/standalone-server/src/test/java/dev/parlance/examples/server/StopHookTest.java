package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

    /** As a server whose I/O threads have died: its stop waits for them in vain. */
    public static final class NeverStops {
        private NeverStops() {}

        public static void main(String[] args) throws InterruptedException {
            Semaphore never = new Semaphore(0);
            StopHook hook = new StopHook(never::acquireUninterruptibly, Duration.ofMillis(200));
            Runtime.getRuntime().addShutdownHook(new Thread(hook));
            System.out.println("serves");
            never.acquire();
        }
    }

    @Test
    void aSignalEndsTheProcessWithinTheDeadlineWhateverTheStopDoes() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NeverStops.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("serves");
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}

package dev.parlance.host;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.parlance.ManualTime;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EngineTimerTest {
    @Test
    void aTaskOfATimerThatThrowsDoesNotEndInTheHostsScheduler() {
        ManualTime time = new ManualTime();
        Future<?> task = new EngineTimer(time)
                .schedule(
                        () -> {
                            throw new AssertionError("expected by this test");
                        },
                        1,
                        TimeUnit.SECONDS);
        time.advance(Duration.ofSeconds(1));
        assertThatCode(task::get).doesNotThrowAnyException();
    }
}

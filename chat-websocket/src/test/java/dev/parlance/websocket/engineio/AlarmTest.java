package dev.parlance.websocket.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AlarmTest {
    @Test
    void anAlarmThatFindsNoMemoryRingsAllTheSame() {
        ManualTime time = new ManualTime();
        AtomicInteger faults = new AtomicInteger(2);
        Executor loop = task -> {
            if (faults.getAndDecrement() > 0) {
                throw new OutOfMemoryError("on purpose");
            }
            task.run();
        };
        AtomicInteger rung = new AtomicInteger();
        try (Timers timers = time.timers()) {
            timers.alarm(loop).set(Duration.ofSeconds(1), rung::incrementAndGet);
            assertThatCode(() -> time.advance(Duration.ofSeconds(1))) // JUnit itself gives up for an OutOfMemoryError
                    .doesNotThrowAnyException();
            assertThat(rung).hasValue(1);
        }
    }

    @Test
    void strangersTakeASixteenthOfASmallHeapAndAreNeverMoreThanAllSessions() {
        assertThat(EngineIoSettings.defaultStrangers(64L << 20)).isEqualTo(2_048);
        assertThat(EngineIoSettings.defaultStrangers(64L << 30)).isEqualTo(100_000);
    }
}

package dev.parlance.websocket.rfc6455;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.rfc6455.Liveness.Verdict;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private static final int PING = 25;
    private static final int IDLE = 60;

    private static final WebSocketSettings SETTINGS =
            new WebSocketSettings(1_000, 1_000, 1_000, Duration.ofSeconds(PING), Duration.ofSeconds(IDLE), 4002);

    private final Liveness liveness = new Liveness(0);

    private static long seconds(int count) {
        return TimeUnit.SECONDS.toNanos(count);
    }

    private Verdict look(int second) {
        return liveness.look(SETTINGS, seconds(second), 0, false);
    }

    @Test
    void whoIsSilentIsPingedOncePerIntervalAndThenGone() {
        assertThat(look(PING)).isEqualTo(Verdict.FINE);
        assertThat(look(PING + 1)).isEqualTo(Verdict.SILENT);
        assertThat(look(PING + 2)).isEqualTo(Verdict.FINE);
        assertThat(look(2 * PING + 2)).isEqualTo(Verdict.SILENT);
        assertThat(look(IDLE + 1)).isEqualTo(Verdict.GONE);
    }

    @Test
    void whoIsHeardBeginsAnew() {
        liveness.heard(seconds(50));
        assertThat(look(50 + PING)).isEqualTo(Verdict.FINE);
        assertThat(look(50 + IDLE + 1)).isEqualTo(Verdict.GONE);
    }

    @Test
    void whoIsNotListenedToIsNotSilent() {
        assertThat(liveness.look(SETTINGS, seconds(2 * IDLE), 0, true)).isEqualTo(Verdict.FINE);
    }

    @Test
    void whoTakesWhatWaitsLivesAndWhoDoesNotIsGone() {
        assertThat(liveness.look(SETTINGS, seconds(2 * IDLE), seconds(2 * IDLE - 1), false))
                .isEqualTo(Verdict.FINE);
        assertThat(liveness.look(SETTINGS, seconds(2 * IDLE), seconds(IDLE - 1), false))
                .isEqualTo(Verdict.GONE);
    }

    @Test
    void aCloseFrameHasTwoSecondsFromWhatWasTakenBeforeItAndThirtyAtMost() {
        liveness.closing(seconds(100));
        assertThat(liveness.look(SETTINGS, seconds(102), 0, false)).isEqualTo(Verdict.FINE);
        assertThat(liveness.look(SETTINGS, seconds(103), 0, false)).isEqualTo(Verdict.NEVER_CLOSES);
        assertThat(liveness.look(SETTINGS, seconds(120), seconds(119), false)).isEqualTo(Verdict.FINE);
        assertThat(liveness.look(SETTINGS, seconds(131), seconds(130), false)).isEqualTo(Verdict.NEVER_CLOSES);
    }
}

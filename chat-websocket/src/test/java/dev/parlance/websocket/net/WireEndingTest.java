package dev.parlance.websocket.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.junit.jupiter.api.Test;

class WireEndingTest {
    private static final long BEGIN = Long.MAX_VALUE - 1; // such times run over

    @Test
    void aPeerThatTakesNothingHasAsLongAsIsGiven() {
        WireEnding ending = WireEnding.begun(BEGIN, 5_000, false);
        assertThat(ending.isOverdue(at(5))).isFalse();
        assertThat(ending.isOverdue(at(5) + 1)).isTrue();
    }

    @Test
    void aPeerThatReadsOnHasHalfAMinute() {
        WireEnding ending = WireEnding.begun(BEGIN, 5_000, false);
        for (int second = 1; second <= 30; second++) {
            assertThat(ending.isOverdue(at(second))).isFalse();
            ending.taken(at(second));
        }
        assertThat(ending.isOverdue(at(30) + 1)).isTrue();
    }

    @Test
    void aLongerTimeIsThePeersEvenIfItTakesNothing() {
        WireEnding ending = WireEnding.begun(BEGIN, 120_000, false);
        ending.taken(at(119));
        assertThat(ending.isOverdue(at(120))).isFalse();
        assertThat(ending.isOverdue(at(120) + 1)).isTrue();
    }

    @Test
    void whenAllIsWrittenThePeerHasTwoSecondsToEnd() throws IOException {
        assertThat(lingering(0).isOverdue(at(3))).isFalse();
        assertThat(lingering(0).isOverdue(at(3) + 1)).isTrue();
    }

    @Test
    void whatTheKernelHasTakenMayBeOnItsWayToASlowReader() throws IOException {
        assertThat(lingering(160 << 10).isOverdue(at(13))).isFalse();
        assertThat(lingering(160 << 10).isOverdue(at(13) + 1)).isTrue();
        assertThat(lingering(8 << 20).isOverdue(at(30))).isFalse();
        assertThat(lingering(8 << 20).isOverdue(at(30) + 1)).isTrue();
    }

    private static WireEnding lingering(int written) throws IOException {
        WireEnding ending = WireEnding.begun(BEGIN, 5_000, false);
        ending.linger(at(1), mock(ProtocolIOSession.class), null, written);
        return ending;
    }

    private static long at(int second) {
        return BEGIN + TimeUnit.SECONDS.toNanos(second);
    }
}

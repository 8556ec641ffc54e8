package dev.parlance.websocket.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.junit.jupiter.api.Test;

/** An event loop that was held up, under manual time. */
class LoopLagTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // it overflows soon
    private final LoopLag lag = new LoopLag(now.get());

    private Duration seenAfter(long millis) {
        now.addAndGet(Duration.ofMillis(millis).toNanos());
        lag.seen(now.get());
        return lag.heldUp();
    }

    @Test
    void whatAnIdleLoopDoesNotSeeHasNotCome() {
        assertThat(seenAfter(500)).isZero();
        assertThat(seenAfter(1)).isZero();
        assertThat(seenAfter(1_000)).isZero();
    }

    @Test
    void whatIsReadAfterALongTimeMayHaveWaitedAllOfIt() {
        seenAfter(100);
        assertThat(seenAfter(5_000)).hasSeconds(5);
    }

    @Test
    void asLongAsItWasHeldUpTheLoopIsAtWhatHasGatheredMeanwhile() {
        seenAfter(2_000);
        assertThat(seenAfter(900)).hasMillis(2_900);
        assertThat(seenAfter(900)).hasMillis(3_800);
        assertThat(seenAfter(900)).isZero();
    }

    @Test
    void aWireKnowsItBeforeItReads() throws Exception {
        EventLoop loop = new EventLoop(1, now::get);
        ProtocolIOSession session = mock(ProtocolIOSession.class);
        when(session.read(any())).thenAnswer(call -> {
            call.<ByteBuffer>getArgument(0).put((byte) 1);
            return 1;
        });
        List<Duration> heldUp = new ArrayList<>();
        Protocol protocol = mock(Protocol.class, call -> {
            if (call.getMethod().getName().equals("received")) {
                heldUp.add(loop.heldUp());
            }
            return null;
        });
        Wire wire = new Wire(session, loop, null, any -> protocol, new InputBudget(1 << 20), () -> {});
        wire.read();
        now.addAndGet(Duration.ofSeconds(7).toNanos());
        wire.read();
        assertThat(heldUp).containsExactly(Duration.ZERO, Duration.ofSeconds(7));
    }
}

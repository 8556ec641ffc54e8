package dev.parlance.websocket.rfc6455;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.parlance.websocket.net.EventLoop;
import dev.parlance.websocket.net.Wire;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was sent before a close frame is the peer's to read, at its own pace. */
class ClosingTest {
    private final Wire wire = mock(Wire.class);
    private final WebSocketConnection connection = new WebSocketConnection(
            wire, new WebSocketSettings(1_000, 1_000, 1_000_000, Duration.ofSeconds(25), Duration.ofSeconds(60), 4002));
    private long closed;

    @BeforeEach
    void close() {
        when(wire.loop()).thenReturn(mock(EventLoop.class));
        connection.close(1000, "bye");
        closed = System.nanoTime();
    }

    private void sweep(int seconds, int lastTaken) {
        when(wire.lastTaken()).thenReturn(closed + TimeUnit.SECONDS.toNanos(lastTaken));
        connection.sweep(closed + TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void aPeerThatTakesWhatWaitsIsWaitedFor() {
        sweep(3, 2);
        sweep(20, 19);
        verify(wire, never()).abort();
    }

    @Test
    void oneThatTakesNothingIsNot() {
        sweep(3, 0);
        verify(wire).abort();
    }

    @Test
    void norOneThatNeverEnds() {
        sweep(31, 30);
        verify(wire).abort();
    }
}

package dev.parlance.websocket.rfc6455;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.net.InputBudget;
import dev.parlance.websocket.net.InputShare;
import dev.parlance.websocket.net.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who asks for more than it reads waits for its own answers. */
class HeldMessagesTest {
    private final InputBudget budget = new InputBudget(1 << 20);
    private final InputShare input = budget.share(Runnable::run, () -> {});
    private final Wire wire = mock(Wire.class);
    private final List<String> taken = new ArrayList<>();
    private WebSocketConnection connection;

    @BeforeEach
    void open() {
        when(wire.input()).thenReturn(input);
        Duration day = Duration.ofDays(1);
        connection = new WebSocketConnection(wire, new WebSocketSettings(1 << 16, 1 << 16, 1 << 16, day, day, 4002));
        connection.open(new WebSocketEndpoint() {
            @Override
            public void onOpen() {}

            @Override
            public void onText(String text) {
                taken.add(text);
                if (text.equals("much")) {
                    when(wire.isWaiting()).thenReturn(true); // the peer does not take all of the answer
                }
            }

            @Override
            public void onBinary(ByteBuffer data) {}

            @Override
            public void onClose(int code) {}
        });
    }

    private static ByteBuffer frames(String... texts) {
        ByteBuffer all = ByteBuffer.allocate(1_000);
        for (String text : texts) {
            all.put(RawClient.frame(RawClient.FIN | RawClient.TEXT, text.getBytes(StandardCharsets.UTF_8)));
        }
        return all.flip();
    }

    @Test
    void whatComesWhileAnAnswerWaitsForThePeerIsTakenWhenTheAnswerHasBeen() {
        connection.received(frames("much", "one", "two"));
        assertThat(taken).containsExactly("much");
        verify(wire).pause();
        when(wire.isWaiting()).thenReturn(false);
        connection.flushed();
        assertThat(taken).containsExactly("much", "one", "two");
        verify(wire).resume();
    }

    @Test
    void itWaitsAgainBehindTheNextSuchAnswer() {
        connection.received(frames("much", "one", "much", "two"));
        when(wire.isWaiting()).thenReturn(false);
        connection.flushed();
        assertThat(taken).containsExactly("much", "one", "much");
        when(wire.isWaiting()).thenReturn(false);
        connection.flushed();
        assertThat(taken).containsExactly("much", "one", "much", "two");
    }

    @Test
    void whatIsHeldCountsUntilItIsTaken() {
        connection.received(frames("much", "one"));
        assertThat(budget.held()).isPositive();
        when(wire.isWaiting()).thenReturn(false);
        connection.flushed();
        assertThat(budget.held()).isZero();
    }
}

package dev.parlance.host;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.longThat;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.parlance.EngineFixture;
import dev.parlance.Room;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.ChatListener;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class ListenerTest {
    private static final User ADA = User.of("ada", "Ada");
    private static final RoomId TEA = new RoomId("tea");
    private final ChatListener listener = mock(ChatListener.class);

    @Test
    void hearsWhatHappensInOrder() {
        EngineFixture fixture = new EngineFixture(builder -> builder.listener(listener));
        fixture.client("ada", "tea").say("tea", "hi").vanish();
        InOrder order = inOrder(listener);
        order.verify(listener).connected(ADA);
        order.verify(listener).joined(TEA, ADA);
        order.verify(listener).published(any(), any());
        order.verify(listener).left(TEA, ADA);
        order.verify(listener).disconnected(ADA);
        verify(listener, never()).missed(longThat(count -> true));
    }

    @Test
    void thatIsTooSlowIsToldHowMuchItMissed() {
        ArrayDeque<Runnable> borrowed = new ArrayDeque<>();
        EngineFixture fixture =
                new EngineFixture(builder -> builder.listener(listener).executor(borrowed::add));
        Room room = fixture.engine.room(TEA);
        for (int i = 0; i < ListenerCalls.CAPACITY + 5; i++) {
            room.publish("m" + i);
        }
        while (!borrowed.isEmpty()) {
            borrowed.remove().run();
        }
        verify(listener).missed(5);
    }
}

package dev.parlance.node;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckedListenerTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final User BO = User.of("bo", "Bo");

    @Test
    void aFaultWhileSomethingIsTakenStaysOutOfTheBrokersThreadAndAnEventIsAGap() {
        BrokerListener faulty = mock(BrokerListener.class);
        doThrow(new AssertionError("expected by this test")).when(faulty).onEvent(any());
        doThrow(new AssertionError("expected by this test")).when(faulty).onSignal(any(), any());
        doThrow(new AssertionError("expected by this test")).when(faulty).onGap(any());
        new CheckedListener(faulty).onSignal(new Topic.Room(TEA), Signal.of("x", Map.of()));
        verify(faulty, never()).onGap(any());
        new CheckedListener(faulty).onEvent(new RoomEvent.Joined(TEA, BO, 1));
        verify(faulty).onGap(TEA);
    }
}

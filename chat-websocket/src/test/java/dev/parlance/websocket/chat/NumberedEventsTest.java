package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.websocket.socketio.protocol.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumberedEventsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId COFFEE = new RoomId("coffee");

    private final ServerSocket socket = mock(ServerSocket.class);
    private final NumberedEvents events = new NumberedEvents(socket, () -> {
        throw new AssertionError("more is held back than may be");
    });

    /** It is told of what it missed as slowly as it reads, and need not wait for the end of that before it leaves. */
    @Test
    void aRoomThatIsLeftWhileItIsStillToldOfIsNoneToComeBackTo() {
        events.stands(TEA, new Position("t", 7));
        events.stands(COFFEE, new Position("c", 1));
        events.begin("session of ada");
        events.left(TEA);
        assertThat(events.log().rooms()).isEmpty();
        when(socket.isWritable()).thenReturn(true);
        assertThat(events.release()).isTrue();
        assertThat(events.log().rooms()).containsExactly(COFFEE);
    }

    @Test
    void aRoomThatIsLeftAndEnteredAgainMeanwhileIs() {
        events.stands(TEA, new Position("t", 7));
        events.begin("session of ada");
        events.left(TEA);
        events.stands(TEA, new Position("t", 9));
        when(socket.isWritable()).thenReturn(true);
        assertThat(events.release()).isTrue();
        assertThat(events.log().positionsAt(0)).isEqualTo(Map.of(TEA, new Position("t", 9)));
    }
}

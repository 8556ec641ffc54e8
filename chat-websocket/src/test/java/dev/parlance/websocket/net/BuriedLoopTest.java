package dev.parlance.websocket.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.junit.jupiter.api.Test;

/** A thread ended, and HttpCore could not even close what it had. */
class BuriedLoopTest {
    private final EventLoop loop = new EventLoop(1);
    private final ProtocolIOSession session = mock(ProtocolIOSession.class);
    private final Protocol protocol = mock(Protocol.class);
    private final List<String> done = new ArrayList<>();

    @Test
    void itsSocketsAreClosedItsWiresToldAndItsTasksRunThoseOfLaterToo() throws IOException {
        SocketChannel channel = SocketChannel.open();
        when(session.channel()).thenReturn(channel);
        doThrow(new OutOfMemoryError("on purpose")).when(session).close(any(CloseMode.class));
        loop.residents()
                .add(new Wire(session, loop, null, wire -> protocol, new InputBudget(1000), () -> done.add("wire")));
        loop.execute(() -> done.add("task"));
        loop.threadEnded();
        assertThat(done).isEmpty();

        loop.bury(() -> done.add("sockets"));

        assertThat(done).containsExactly("task", "sockets", "wire");
        verify(protocol, times(1)).closed();
        assertThat(channel.isOpen()).isFalse();
        assertThat(loop.isIdle()).isTrue();
        loop.execute(() -> done.add("later"));
        assertThat(done).endsWith("later");
    }

    @Test
    void whatComesBehindATaskThatGaveAnotherRunsToo() {
        loop.threadEnded();
        loop.bury(() -> {});
        loop.execute(() -> {
            done.add("one");
            loop.execute(() -> done.add("two"));
        });
        loop.execute(() -> done.add("three"));
        assertThat(done).containsExactly("one", "two", "three");
    }
}

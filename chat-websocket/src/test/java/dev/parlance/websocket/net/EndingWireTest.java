package dev.parlance.websocket.net;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FramePriority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A wire that ends, to a peer that is slow. */
class EndingWireTest {
    private static final int MORE_THAN_A_KERNEL_TAKES = 64 << 20;

    private final ProtocolIOSession session = mock(ProtocolIOSession.class);
    private ServerSocketChannel door;
    private SocketChannel peer;
    private SocketChannel accepted;
    private final EventLoop loop = new EventLoop(1);
    private Wire wire;

    @BeforeEach
    void connect() throws Exception {
        door = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        peer = SocketChannel.open(door.getLocalAddress());
        accepted = door.accept();
        accepted.configureBlocking(false);
        when(session.channel()).thenReturn(accepted);
        wire = new Wire(
                session,
                loop,
                null,
                any -> mock(Protocol.class),
                new InputBudget(2L * MORE_THAN_A_KERNEL_TAKES),
                () -> {});
    }

    @AfterEach
    void close() throws Exception {
        accepted.close();
        peer.close();
        door.close();
    }

    private void send(int bytes) {
        wire.send(new EncodedFrame(new byte[bytes], 0, FramePriority.ESSENTIAL));
    }

    private void after(Duration time) {
        wire.sweep(System.nanoTime() + time.toNanos());
    }

    @Test
    void withNothingOnItsWayItIsResetSoon() {
        wire.end(5_000);
        after(Duration.ofSeconds(1));
        verify(session, never()).close(CloseMode.IMMEDIATE);
        after(Duration.ofSeconds(3));
        verify(session).close(CloseMode.IMMEDIATE);
    }

    @Test
    void whatMayBeOnItsWayIsNotLostByAReset() {
        send(64 << 10); // four seconds' worth
        wire.end(5_000);
        after(Duration.ofSeconds(5));
        verify(session, never()).close(CloseMode.IMMEDIATE);
        after(Duration.ofSeconds(7));
        verify(session).close(CloseMode.IMMEDIATE);
    }

    @Test
    void whatIsTakenBeginsThePauseAnew() throws Exception {
        send(MORE_THAN_A_KERNEL_TAKES);
        long begun = System.nanoTime();
        wire.end(5_000);
        ByteBuffer some = ByteBuffer.allocate(16 << 20);
        while (some.hasRemaining()) {
            peer.read(some);
            wire.write();
            loop.round(); // in which it has its turn
        }
        long taken = System.nanoTime();
        wire.sweep(begun + Duration.ofSeconds(5).toNanos() + (taken - begun) / 2);
        verify(session, never()).close(CloseMode.IMMEDIATE);
        after(Duration.ofSeconds(6));
        verify(session).close(CloseMode.IMMEDIATE);
    }
}

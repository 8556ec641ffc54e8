package dev.parlance.websocket.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

/** A loop of HttpCore's, by the names of its fields, that could not close anything when its thread ended. */
class HttpCoreLoopTest {
    private abstract static class Base {
        final Selector selector;

        Base(Selector selector) {
            this.selector = selector;
        }

        abstract void doTerminate();
    }

    private static final class WithoutMemory extends Base {
        private int attempts;

        WithoutMemory(Selector selector) {
            super(selector);
        }

        @Override
        void doTerminate() {
            if (++attempts == 1) {
                throw new OutOfMemoryError("on purpose");
            }
        }
    }

    private record Worker(Base ioReactor) implements Runnable {
        @Override
        public void run() {
            throw new OutOfMemoryError("on purpose");
        }
    }

    private boolean told;

    @Test
    void whatAnErrorLeftRegisteredIsClosedOnceThereIsMemory() throws IOException {
        Selector selector = Selector.open();
        try (ServerSocketChannel door =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            SocketChannel peer = SocketChannel.open(door.getLocalAddress());
            SocketChannel socket = door.accept();
            socket.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            HttpCoreLoop loop = new HttpCoreLoop(new Worker(new WithoutMemory(selector)), () -> told = true);

            assertThatThrownBy(loop::run).isInstanceOf(OutOfMemoryError.class);
            assertThat(told).isTrue();
            assertThat(loop.hasEnded()).isTrue();
            loop.release();
            assertThat(selector.isOpen()).isTrue();

            loop.release();
            assertThat(selector.isOpen()).isFalse();
            assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            peer.close();
        }
    }
}

package dev.parlance.websocket.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopCrossingTest {
    private static final int MESSAGES = 512;
    private static final int MORE_THAN_KERNELS_HOLD = MESSAGES * 64 * 1024;

    /** Is busy with "wait" until it is let go on, and counts the numbered messages behind that, which have to come in order. */
    private static final class Slow implements EngineIoHandler {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch let = new CountDownLatch(1);
        final CountDownLatch done = new CountDownLatch(MESSAGES);

        @Override
        public void onText(String text) {
            if (text.equals("wait")) {
                begun.countDown();
                await(let);
            } else if (text.startsWith(MESSAGES - done.getCount() + " ")) {
                done.countDown();
            }
        }

        static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void onBinary(ByteBuffer data) {}

        @Override
        public void onClose(Ending ending) {}
    }

    /** HttpCore gives connections to its threads in turn: with and without one more the WebSocket comes to different event loops. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whoSendsFasterThanItsSessionTakesIsNotReadFromMeanwhile(int more) throws Exception {
        Slow slow = new Slow();
        List<RawClient> others = new ArrayList<>();
        try (EngineIoTestServer server = EngineIoTestServer.withTwoLoops((session, request) -> {
                    session.known();
                    return slow;
                });
                PollingClient client = server.poller()) {
            for (int i = 0; i < more; i++) {
                others.add(server.connect());
            }
            try (SocketChannel socket =
                    SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))) {
                socket.setOption(StandardSocketOptions.SO_SNDBUF, 64 * 1024);
                RawClient webSocket = new RawClient(socket.socket())
                        .upgrade(client.target().replace("polling", "websocket"))
                        .text("5")
                        .text("4wait");
                Slow.await(slow.begun);
                ByteBuffer messages = messages();
                writeUntilNobodyReads(socket, messages);
                int taken = messages.position();
                slow.let.countDown();
                socket.configureBlocking(true);
                while (messages.hasRemaining()) {
                    socket.write(messages);
                }
                Slow.await(slow.done);
                assertThat(taken).as("read of a client whose session is busy").isLessThan(MORE_THAN_KERNELS_HOLD);
                webSocket.text("1").readClose();
            }
        } finally {
            slow.let.countDown();
            for (RawClient other : others) {
                other.close();
            }
        }
    }

    /** A new listener has event loops of its own: those that it replaced would never be forgotten by who keeps them. */
    @Test
    void aPairOfEventLoopsIsForgottenWithTheLastWebSocketThatCrossesBetweenThem() throws Exception {
        try (EngineIoTestServer server = EngineIoTestServer.withTwoLoops();
                PollingClient client = server.poller();
                RawClient one = client.upgrade();
                PollingClient another = server.poller();
                RawClient oneMore = server.connect();
                RawClient two = another.upgrade()) {
            assertThat(oneMore).as("without it both or neither would cross").isNotNull();
            assertThat(server.server.crossedPairs()).isPositive();
            one.text("1").readClose();
            two.text("1").readClose();
            await("both have ended").until(() -> server.server.crossedPairs() == 0);
        }
    }

    private static ByteBuffer messages() {
        ByteBuffer messages = ByteBuffer.allocate(MORE_THAN_KERNELS_HOLD + MESSAGES * 32);
        String rest = "x".repeat(MORE_THAN_KERNELS_HOLD / MESSAGES);
        for (int i = 0; i < MESSAGES; i++) {
            byte[] text = ("4" + i + " " + rest).getBytes(StandardCharsets.UTF_8);
            messages.put(RawClient.frame(RawClient.FIN | RawClient.TEXT, text));
        }
        return messages.flip();
    }

    private static void writeUntilNobodyReads(SocketChannel socket, ByteBuffer messages) throws IOException {
        try (Selector selector = Selector.open()) {
            socket.configureBlocking(false);
            SelectionKey key = socket.register(selector, SelectionKey.OP_WRITE);
            while (messages.hasRemaining()
                    && selector.select(Duration.ofSeconds(1).toMillis()) > 0) {
                selector.selectedKeys().clear();
                socket.write(messages);
            }
            key.cancel();
        }
    }
}

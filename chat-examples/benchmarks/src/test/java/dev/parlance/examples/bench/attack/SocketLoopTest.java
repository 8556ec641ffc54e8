package dev.parlance.examples.bench.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SocketLoopTest {
    private static final int SOCKETS = 3;

    private final AtomicInteger heard = new AtomicInteger();
    private final List<CountDownLatch> arrived = List.of(new CountDownLatch(1), new CountDownLatch(1));
    private final List<CountDownLatch> goesOn = List.of(new CountDownLatch(1), new CountDownLatch(1));
    private final ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();

    /** The first two words that it hears take long. */
    private final class Owner implements RawSocket.Owner {
        @Override
        public void opened() {}

        @Override
        public void heard(byte[] bytes, int from, int to) {
            int word = heard.getAndIncrement();
            if (word < 2) {
                arrived.get(word).countDown();
                await(goesOn.get(word));
            }
        }

        @Override
        public void ended(String why) {
            ends.add(why);
        }
    }

    @Test
    void aLoopThatIsClosedReadsOfNoSocketBehindTheOneThatItIsAtAndNobodyIsCutOff() throws Exception {
        SocketLoop loop = SocketLoop.started("test");
        List<Socket> peers = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, SOCKETS, InetAddress.getLoopbackAddress())) {
            Address address = new Address(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), null);
            loop.execute(() -> {
                for (int i = 0; i < SOCKETS; i++) {
                    RawSocket.dial(loop, new Owner(), InetAddress.getLoopbackAddress(), address, 0);
                }
            });
            for (int i = 0; i < SOCKETS; i++) {
                peers.add(server.accept());
            }
            peers.get(0).getOutputStream().write('a');
            await(arrived.get(0)); // while it hears that, there comes something for each
            for (Socket peer : peers) {
                peer.getOutputStream().write('b');
            }
            goesOn.get(0).countDown();
            await(arrived.get(1));
            Thread closer = new Thread(loop::close, "closer");
            closer.start();
            while (closer.getState() != Thread.State.TIMED_WAITING && closer.isAlive()) {
                Thread.onSpinWait();
            }
            goesOn.get(1).countDown();
            closer.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(closer.isAlive()).isFalse();
            assertThat(heard).hasValue(2);
            assertThat(ends).isEmpty();
        } finally {
            for (Socket peer : peers) {
                peer.close();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

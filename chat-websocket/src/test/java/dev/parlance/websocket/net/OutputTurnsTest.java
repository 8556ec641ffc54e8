package dev.parlance.websocket.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.transport.AnswerFrame;
import dev.parlance.transport.LongText;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.tls.Certificates;
import dev.parlance.websocket.tls.MadeKey;
import dev.parlance.websocket.tls.TlsClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many who are to be told something long at once. */
class OutputTurnsTest {
    private static final int PEERS = 30;
    private static final int LENGTH = 300_000;
    /** Whoever has a share of a round may go beyond it once, by a buffer. */
    private static final int MOST_OF_A_ROUND = OutputTurns.SHARE + 64 * 1024;

    private final BlockingQueue<Wire> wires = new LinkedBlockingQueue<>();

    /** What is made of it in a round of the event loop. */
    private static final class CountedText implements LongText {
        private int made;
        private int most;

        @Override
        public int length() {
            return LENGTH;
        }

        @Override
        public void copyTo(int offset, ByteBuffer target) {
            int count = Math.min(LENGTH - offset, target.remaining());
            target.put(new byte[count]);
            made += count;
        }

        void eachRound(EventLoop loop) {
            most = Math.max(most, made);
            made = 0;
            loop.executeNextRound(() -> eachRound(loop));
        }
    }

    /** Says something long to everybody in the very same round, and everybody takes it. */
    private int mostOfARound(@Nullable Certificates tls) throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        PortSettings settings =
                new PortSettings(any, 1, PEERS + 10, PEERS, Duration.ofMillis(50), new InputBudget(64 << 20), tls);
        Port port = new Port(settings, wire -> new Listening(wire, wires));
        List<RawClient> peers = new ArrayList<>();
        try {
            int number = port.open().getPort();
            List<Wire> all = new ArrayList<>();
            for (int i = 0; i < PEERS; i++) {
                RawClient peer = tls == null ? RawClient.connect(number) : TlsClient.connect(number);
                peers.add(peer);
                peer.send("hello");
                all.add(wires.poll(60, TimeUnit.SECONDS));
            }
            CountedText text = new CountedText();
            EventLoop loop = all.get(0).loop();
            loop.execute(() -> {
                text.eachRound(loop);
                all.forEach(wire -> wire.send(new AnswerFrame(new byte[0], text, 1)));
            });
            for (RawClient peer : peers) {
                assertThat(peer.read(LENGTH)).hasSize(LENGTH);
            }
            CompletableFuture<Integer> most = new CompletableFuture<>();
            loop.execute(() -> most.complete(text.most));
            return most.get(60, TimeUnit.SECONDS);
        } finally {
            for (RawClient peer : peers) {
                peer.close();
            }
            port.close(0);
        }
    }

    @Test
    void inARoundAllTogetherAreToldNoMoreThanItsShare() throws Exception {
        assertThat(mostOfARound(null)).isBetween(OutputTurns.SHARE, MOST_OF_A_ROUND);
    }

    @Test
    void noMoreThanThatIsEncryptedInARound(@TempDir Path folder) throws Exception {
        assertThat(mostOfARound(MadeKey.of(folder, "EC", "localhost", 90).certificates()))
                .isBetween(OutputTurns.SHARE, MOST_OF_A_ROUND);
    }

    @Test
    void whoHasMuchToWriteHasATurnAfterAllOthers() {
        List<String> wrote = new ArrayList<>();
        OutputTurns turns = new OutputTurns(() -> {});
        for (String who : List.of("a", "b", "c")) {
            turns.await(new Writer(turns, who, wrote));
        }
        turns.begin();
        turns.take();
        turns.begin();
        turns.take();
        assertThat(wrote).containsExactly("a", "b", "c", "a", "b", "c", "a", "b");
        assertThat(turns.hasShare()).isFalse();
    }

    private record Writer(OutputTurns turns, String name, List<String> wrote) implements Runnable {
        @Override
        public void run() {
            wrote.add(name);
            turns.spend(OutputTurns.SHARE / 4);
            turns.await(this);
        }
    }

    private static final class Listening extends DeafProtocol {
        private final Wire wire;
        private final BlockingQueue<Wire> heard;

        Listening(Wire wire, BlockingQueue<Wire> heard) {
            this.wire = wire;
            this.heard = heard;
        }

        @Override
        public void received(ByteBuffer data) {
            heard.add(wire);
        }

        @Override
        public void peerEnded() {
            wire.abort();
        }
    }
}

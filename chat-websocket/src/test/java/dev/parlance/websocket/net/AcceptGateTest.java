package dev.parlance.websocket.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.channels.ClosedSelectorException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.reactor.IOWorkerStats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The listener here accepts whenever it is let, as HttpCore's does in a storm of connections; the I/O threads do what the test says. */
class AcceptGateTest {
    private static final int CONNECTIONS = 4;
    private static final int SURPLUS = 2;
    private static final int MOST = CONNECTIONS + SURPLUS + 2; // and the two by which the server wakes its threads

    private static final int MOST_IN_A_ROUND = 32;

    private AcceptGate gate = new AcceptGate(CONNECTIONS, SURPLUS);
    private final IoThread[] threads = {new IoThread(), new IoThread()};
    private AcceptGate.Turn turn = gate.turn();
    private final BlockingQueue<Integer> accepted = new LinkedBlockingQueue<>();
    private final ListenerThread listener = new ListenerThread(this::storm);

    private static final class IoThread implements IOWorkerStats {
        final AtomicInteger pending = new AtomicInteger();
        final AtomicInteger registered = new AtomicInteger(1);

        void take() {
            registered.incrementAndGet();
            pending.decrementAndGet();
        }

        void letGo() {
            registered.decrementAndGet();
        }

        @Override
        public int totalChannelCount() {
            return registered.get();
        }

        @Override
        public int pendingChannelCount() {
            return pending.get();
        }

        @Override
        public long lastSelectMilli() {
            return 0;
        }
    }

    private void storm() {
        while (!turn.isClosed()) {
            int next = turn.select(threads);
            accepted.add(next);
            threads[next].pending.incrementAndGet();
        }
    }

    private void begin() {
        turn.select(threads); // the server's own connections are made first
        gate.measure();
        listener.setDaemon(true);
        listener.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        turn.close();
        listener.join(10_000);
        assertThat(listener.isAlive())
                .as("a listener that waits ends when it is told")
                .isFalse();
    }

    private void awaitFullHouse(int most) {
        await("no room is left").until(() -> gate.sockets() == most);
        accepted.clear();
    }

    private void assertWaits(int most) {
        await("the listener waits").until(() -> listener.getState() == Thread.State.TIMED_WAITING);
        assertThat(gate.sockets()).isEqualTo(most);
    }

    @Test
    void noMoreIsAcceptedThanThereIsRoomForHoweverFewTheIoThreadsHaveCounted() {
        begin();
        awaitFullHouse(MOST);
        assertWaits(MOST);
        threads[0].take();
        threads[1].take();
        assertWaits(MOST);
    }

    @Test
    void theNextIsAcceptedOnceASelectorHasLetOneGo() throws Exception {
        begin();
        awaitFullHouse(MOST);
        assertWaits(MOST);
        threads[0].letGo();
        assertThat(accepted.poll(60, TimeUnit.SECONDS)).isNotNull();
        assertWaits(MOST);
    }

    @Test
    void howeverMuchRoomThereIsNoIoThreadFindsMoreInARoundThanItHasDoneSoon() throws Exception {
        gate = new AcceptGate(1000, 1000);
        turn = gate.turn();
        begin();
        int most = threads.length * MOST_IN_A_ROUND;
        awaitFullHouse(most + threads.length);
        assertWaits(most + threads.length);
        threads[0].take();
        assertThat(accepted.poll(60, TimeUnit.SECONDS)).isNotNull();
        assertWaits(most + threads.length + 1);
    }

    @Test
    void theSocketsOfAReactorThatIsReplacedCountUntilItIsClosed() throws Exception {
        AcceptGate.Turn former = gate.turn();
        IoThread old = new IoThread();
        former.select(new IOWorkerStats[] {old});
        old.registered.addAndGet(3);
        begin();
        awaitFullHouse(MOST + 1);
        assertWaits(MOST + 1);
        former.forget();
        for (int i = 0; i < 1 + 3; i++) {
            assertThat(accepted.poll(60, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void anIoThreadThatHasEndedHasNoSockets() {
        IOWorkerStats ended = new IOWorkerStats() {
            @Override
            public int totalChannelCount() {
                throw new ClosedSelectorException();
            }

            @Override
            public int pendingChannelCount() {
                return 0;
            }

            @Override
            public long lastSelectMilli() {
                return 0;
            }
        };
        gate.turn().select(new IOWorkerStats[] {ended});
        assertThat(gate.sockets()).isZero();
    }

    @Test
    void connectionsGoToTheIoThreadsInTurn() {
        assertThat(new int[] {turn.select(threads), turn.select(threads), turn.select(threads)})
                .containsExactly(0, 1, 0);
    }
}

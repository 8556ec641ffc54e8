package dev.parlance.websocket.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads of HttpCore's that end although nobody stopped them. */
class EventLoopEndTest {
    private final BlockingQueue<Wire> wires = new LinkedBlockingQueue<>();
    private final Semaphore closed = new Semaphore(0);
    private final Semaphore hang = new Semaphore(0);
    private final Semaphore left = new Semaphore(0);
    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private volatile boolean failsToBegin;
    private Port port;
    private InetSocketAddress address;

    /** Answers, or does what it is told to. */
    private final class Obedient implements Protocol {
        private final Wire wire;

        Obedient(Wire wire) {
            this.wire = wire;
        }

        @Override
        public void received(ByteBuffer data) {
            switch (data.get()) {
                case 'm' -> throw new OutOfMemoryError("on purpose");
                case 's' -> throw new StackOverflowError("on purpose");
                case 'c' -> throw new NoClassDefFoundError("on purpose");
                case 'h' -> hang.acquireUninterruptibly();
                case 'e' -> Thread.currentThread().interrupt(); // the loop of HttpCore ends then
                case 'l' -> {
                    wire.loop().execute(left::release);
                    Thread.currentThread().interrupt();
                }
                default -> wire.send(dev.parlance.websocket.rfc6455.Frames.text("here"));
            }
        }

        @Override
        public void peerEnded() {}

        @Override
        public void sweep(long now) {}

        @Override
        public void overloaded() {}

        @Override
        public void stopping() {}

        @Override
        public void closed() {
            closed.release();
            throw new OutOfMemoryError("on purpose");
        }
    }

    private void open(int loops) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        port = new Port(
                new PortSettings(any, loops, 10, 10, Duration.ofMillis(50), new InputBudget(1 << 20), null), wire -> {
                    if (failsToBegin) {
                        throw new OutOfMemoryError("on purpose");
                    }
                    wires.add(wire);
                    return new Obedient(wire);
                });
        address = port.open();
    }

    @AfterEach
    void close() {
        hang.release(100);
        port.close(50);
    }

    private RawClient connect() throws IOException {
        return RawClient.connect(address.getPort());
    }

    private RawClient served() throws IOException {
        RawClient client = connect();
        assertServed(client);
        return client;
    }

    private static void assertServed(RawClient client) throws IOException {
        assertThat(client.send("?").readText()).isEqualTo("here");
    }

    /** As soon as the port listens again. */
    private RawClient servedAgain() {
        return await("the port listens again").ignoreExceptions().until(this::served, client -> true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "s", "c"})
    void anErrorInAHandlerEndsItsConnectionAndNoOther(String fault) throws Exception {
        open(1);
        try (RawClient good = served();
                RawClient bad = connect()) {
            bad.send(fault);
            assertThat(bad.isEnded()).isTrue();
            assertThat(closed.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            assertServed(good);
            assertThat(port.connections()).isEqualTo(1);
        }
    }

    @Test
    void theConnectionsOfAThreadThatEndedAreClosedAndToldAndThePortListensAgain() throws Exception {
        open(1);
        try (RawClient idle = served();
                RawClient bad = served()) {
            bad.send("e");
            assertThat(idle.isEnded()).isTrue();
            assertThat(bad.isEnded()).isTrue();
            assertThat(closed.tryAcquire(2, 60, TimeUnit.SECONDS)).isTrue();
            try (RawClient next = servedAgain()) {
                assertThat(port.connections()).isEqualTo(1);
                assertServed(next);
            }
        }
    }

    @Test
    void theConnectionsOfOtherThreadsLiveOn() throws Exception {
        open(2);
        try (RawClient one = served();
                RawClient other = served()) {
            one.send("e");
            assertThat(one.isEnded()).isTrue();
            try (RawClient next = servedAgain()) {
                assertServed(other);
                assertServed(next);
            }
        }
    }

    @Test
    void aListenerThatEndedIsReplacedAndTheConnectionsLiveOn() throws Exception {
        open(1);
        try (RawClient old = served()) {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("parlance-listener"))
                    .forEach(Thread::interrupt);
            try (RawClient next = servedAgain()) {
                assertServed(old);
                assertServed(next);
            }
        }
    }

    @Test
    void tasksOfAThreadThatEndedRunAndThoseOfTwoDoNotWaitForEachOther() throws Exception {
        open(2);
        try (RawClient one = served();
                RawClient other = served()) {
            EventLoop first = wires.take().loop();
            EventLoop second = wires.take().loop();
            one.send("e");
            other.send("e");
            assertThat(closed.tryAcquire(2, 60, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> done = new CompletableFuture<>();
            first.execute(() -> second.execute(() -> first.execute(() -> done.complete(null))));
            done.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatWaitedForAThreadThatEndedIsDoneAllTheSame() throws Exception {
        open(1);
        try (RawClient client = served()) {
            client.send("l");
            assertThat(left.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void ofThoseThatWereReplacedNoThreadIsLeft() throws Exception {
        open(1);
        try (RawClient client = served()) {
            client.send("e");
            assertThat(client.isEnded()).isTrue();
            try (RawClient next = servedAgain()) {
                await("the threads that were replaced have ended")
                        .untilAsserted(() -> assertThat(threads()).hasSize(2));
                assertServed(next);
            }
        }
    }

    /** The listener's and the event loop's, without those of other ports. */
    private Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeAll(before);
        threads.removeIf(thread -> !thread.getName().startsWith("parlance-io-")
                && !thread.getName().equals("parlance-listener"));
        return threads;
    }

    @Test
    void aConnectionThatCannotBeTakenIsClosedAndTheThreadServesTheNext() throws Exception {
        open(1);
        try (RawClient good = served()) {
            failsToBegin = true;
            try (RawClient bad = connect()) {
                assertThat(bad.isEnded()).isTrue();
            } catch (SocketException e) {
                // reset before it was made, which is an end, too
            }
            failsToBegin = false;
            assertServed(good);
            try (RawClient next = served()) {
                assertServed(next);
                assertThat(port.connections()).isEqualTo(2);
            }
        }
    }

    @Test
    void aPortIsClosedAlthoughAHandlerNeverReturns() throws Exception {
        open(2);
        try (RawClient stuck = served();
                RawClient other = served()) {
            stuck.send("h");
            port.close(50);
            assertThat(other.isEnded()).isTrue();
            assertThat(stuck.isEnded()).isTrue();
        }
    }

    @Test
    void aPortIsClosedRightAfterItsThreadEnded() throws Exception {
        open(1);
        try (RawClient client = served()) {
            client.send("e");
            port.close(50);
            assertThat(client.isEnded()).isTrue();
            assertThat(closed.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            assertThat(port.connections()).isZero();
        }
    }
}

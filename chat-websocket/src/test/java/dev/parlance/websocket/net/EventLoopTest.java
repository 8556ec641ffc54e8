package dev.parlance.websocket.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    private final BlockingQueue<Wire> wires = new LinkedBlockingQueue<>();
    private Port port;
    private InetSocketAddress address;

    private void open(Protocol protocol) throws IOException {
        open(1, protocol);
    }

    private void open(int loops, Protocol protocol) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        port = new Port(
                new PortSettings(any, loops, 10, 10, Duration.ofMillis(50), new InputBudget(1 << 20), null), wire -> {
                    wires.add(wire);
                    return protocol;
                });
        address = port.open();
    }

    @BeforeEach
    void open() throws IOException {
        open(new DeafProtocol());
    }

    @AfterEach
    void close() {
        port.close(50);
    }

    private EventLoop loop() throws Exception {
        RawClient client = RawClient.connect(address.getPort());
        Wire wire = wires.poll(60, TimeUnit.SECONDS);
        client.close();
        return wire.loop();
    }

    @Test
    void tasksOfOneThreadRunInOrderOnTheEventLoopEvenWithoutAnyConnection() throws Exception {
        EventLoop loop = loop();
        List<Integer> ran = new ArrayList<>();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            loop.execute(() -> ran.add(number));
        }
        loop.execute(() -> done.complete(loop.isCurrent()));
        assertThat(done.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).hasSize(10_000).isSorted();
    }

    @Test
    void aTaskThatFailsStopsNothing() throws Exception {
        EventLoop loop = loop();
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            throw new AssertionError("on purpose");
        });
        loop.execute(() -> done.complete(null));
        done.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aTaskGivenByATaskRunsToo() throws Exception {
        EventLoop loop = loop();
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> loop.execute(() -> loop.execute(() -> done.complete(null))));
        done.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aTaskGivenAfterTheEndStillRuns() throws Exception {
        EventLoop loop = loop();
        port.close(50);
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> done.complete(null));
        done.get(60, TimeUnit.SECONDS);
    }

    @Test
    void anEventLoopWakesAlthoughAllItsClientsHaveStoppedReading() throws Exception {
        try (RawClient client = RawClient.connect(address.getPort())) {
            client.send("I will not read");
            Wire wire = wires.poll(60, TimeUnit.SECONDS);
            CompletableFuture<Void> full = new CompletableFuture<>();
            wire.loop().execute(() -> {
                while (!wire.isWaiting()) {
                    wire.send(dev.parlance.websocket.rfc6455.Frames.binary(new byte[100_000]));
                }
                full.complete(null);
            });
            full.get(60, TimeUnit.SECONDS);
            for (int i = 0; i < 100; i++) { // ten seconds if each had to wait for the selector's time-out
                CompletableFuture<Void> done = new CompletableFuture<>();
                wire.loop().execute(() -> done.complete(null));
                done.get(1, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void anEventLoopThatLosesItsBeaconGetsAnother() throws Exception {
        EventLoop loop = loop();
        loop.loseBeacon();
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> done.complete(null));
        done.get(60, TimeUnit.SECONDS);
    }

    @Test
    void anEventLoopOfSeveralThatLosesItsBeaconGetsOne() throws Exception {
        port.close(50);
        open(2, new DeafProtocol());
        EventLoop loop = loop();
        loop.loseBeacon();
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> done.complete(null));
        done.get(60, TimeUnit.SECONDS);
        assertThat(loop.isLit()).isTrue();
    }

    @Test
    void whatAProtocolThrowsEndsItsWireAndNoOther() throws Exception {
        port.close(50);
        open(new DeafProtocol() {
            @Override
            public void received(ByteBuffer data) {
                if (data.get() == '!') {
                    throw new StackOverflowError("on purpose");
                }
            }
        });
        try (RawClient good = RawClient.connect(address.getPort());
                RawClient bad = RawClient.connect(address.getPort())) {
            bad.send("!");
            assertThat(bad.isEnded()).isTrue();
            good.send("?");
            Wire wire = wires.take();
            CompletableFuture<Void> done = new CompletableFuture<>();
            wire.loop().execute(() -> done.complete(null));
            done.get(60, TimeUnit.SECONDS);
            assertThat(port.connections()).isEqualTo(1);
        }
    }

    @Test
    void whatGoesOnRoundAfterRoundKeepsNeitherSocketsNorTasksWaiting() throws Exception {
        open(new DeafProtocol());
        CompletableFuture<Void> over = new CompletableFuture<>();
        RawClient.connect(address.getPort()).close();
        EventLoop loop = wires.take().loop();
        Runnable endless = new Runnable() {
            @Override
            public void run() {
                if (!over.isDone()) {
                    loop.executeNextRound(this);
                }
            }
        };
        try {
            loop.execute(endless);
            CompletableFuture<Void> task = new CompletableFuture<>();
            loop.execute(() -> task.complete(null));
            task.get(60, TimeUnit.SECONDS);
            RawClient.connect(address.getPort()).close();
            assertThat(wires.poll(60, TimeUnit.SECONDS)).isNotNull();
        } finally {
            over.complete(null);
        }
    }
}

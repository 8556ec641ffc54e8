package dev.parlance.websocket.net;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.DefaultListeningIOReactor;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOReactorStatus;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of HttpCore's listening reactors, and the lanes that are its I/O threads. If its listener or an I/O thread ends by itself it listens no more, and
 * says so once.
 */
final class Reactor {
    private static final Logger LOG = LoggerFactory.getLogger(Reactor.class);
    private static final TimeValue SHUTDOWN = TimeValue.ofSeconds(2);
    private static final long RELIGHT_MILLIS = 200;

    private final Function<ProtocolIOSession, IOEventHandler> handlers;
    private final Runnable onFailed;
    private final List<Lane> lanes = new ArrayList<>();
    private final LoopbackPeers peers = new LoopbackPeers();
    private final AtomicBoolean listening = new AtomicBoolean();
    private final DefaultListeningIOReactor reactor;

    Reactor(
            PortSettings settings,
            Function<ProtocolIOSession, IOEventHandler> handlers,
            AtomicInteger threads,
            Runnable onFailed) {
        this.handlers = handlers;
        this.onFailed = onFailed;
        this.reactor = new DefaultListeningIOReactor(
                this::handler,
                IOReactorConfig.custom()
                        .setIoThreadCount(settings.ioThreads())
                        .setBacklogSize(settings.backlog())
                        .setSoReuseAddress(true)
                        .setTcpNoDelay(true)
                        .setSoTimeout(Timeout.DISABLED) // HttpCore's run from the last event; the protocols have total
                        // deadlines
                        .setSelectInterval(TimeValue.of(settings.sweepInterval()))
                        .build(),
                loop -> {
                    Lane lane = new Lane(settings.sweepInterval().toNanos());
                    lanes.add(lane);
                    return new LaneThread(lane, loop, "parlance-io-" + threads.getAndIncrement(), this::threadEnded);
                },
                loop -> new Thread(() -> listen(loop), "parlance-listener"),
                null,
                fault -> LOG.warn("I/O fault: {}", fault.toString()),
                null,
                null);
    }

    InetSocketAddress open(InetSocketAddress where) throws IOException {
        reactor.start();
        try {
            lightBeacons();
            ListenerEndpoint endpoint = reactor.listen(where).get();
            listening.set(true);
            return (InetSocketAddress) endpoint.getAddress();
        } catch (ExecutionException e) {
            close();
            throw named(where, e.getCause());
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before listening on " + where, e);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    void stopListening() {
        listening.set(false);
        try {
            reactor.pause();
        } catch (IOException e) {
            LOG.warn("the listener could not be closed: {}", e.toString());
        }
    }

    void stopWires() {
        lanes.forEach(lane -> lane.execute(lane::stopWires));
    }

    void abortWires() {
        lanes.forEach(lane -> lane.execute(lane::abortWires));
    }

    boolean isIdle() {
        return lanes.stream().allMatch(Lane::isIdle);
    }

    void close() {
        listening.set(false);
        lanes.forEach(Lane::darken);
        reactor.initiateShutdown();
        try {
            reactor.awaitShutdown(SHUTDOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reactor.close(CloseMode.IMMEDIATE);
        peers.close();
    }

    private void listen(Runnable loop) {
        try {
            loop.run();
        } finally {
            failed("the listener");
        }
    }

    private void threadEnded() {
        failed("an I/O thread");
    }

    private void failed(String what) {
        if (listening.get() && reactor.getStatus() == IOReactorStatus.ACTIVE) {
            LOG.error("{} ended by a fault, a new listener with new threads takes its place", what);
            stopListening();
            Thread helper = new Thread(onFailed, "parlance-listen-again");
            helper.setDaemon(true);
            helper.start();
        }
    }

    private IOEventHandler handler(ProtocolIOSession session, @Nullable Object attachment) {
        return attachment == this ? new Beacon(session, Lane.current(), this::relight) : handlers.apply(session);
    }

    /** HttpCore gives new connections to its threads in turn, so as many connections as threads reach them all. */
    private void lightBeacons() throws IOException {
        peers.connect(reactor, this, lanes.size());
    }

    private void relight(Lane lane) {
        if (isServed(lane)) { // or a beacon too many has gone out
            return;
        }
        LOG.warn("an I/O thread lost its beacon, it gets another");
        Thread helper = new Thread(
                new Perseverance(() -> isServed(lane), this::lightBeacons, RELIGHT_MILLIS), "parlance-beacon");
        helper.setDaemon(true);
        helper.start();
    }

    private boolean isServed(Lane lane) {
        return lane.isLit() || lane.isDark() || reactor.getStatus() != IOReactorStatus.ACTIVE;
    }

    private static IOException named(InetSocketAddress where, @Nullable Throwable cause) {
        String text = "cannot listen on " + where.getHostString() + ":" + where.getPort();
        if (cause instanceof BindException) {
            BindException taken =
                    new BindException(text + ", the port is taken or not permitted: " + cause.getMessage());
            taken.initCause(cause);
            return taken;
        }
        return new IOException(text, cause);
    }
}

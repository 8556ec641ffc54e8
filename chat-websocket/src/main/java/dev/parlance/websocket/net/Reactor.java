package dev.parlance.websocket.net;

import dev.parlance.complaint.Complaints;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
 * One of HttpCore's listening reactors, and the lanes that are its I/O threads. When its listener or an I/O thread has ended it calls its keeper, who has it
 * {@linkplain #mend mended}: it listens no more then, and the connections of the thread that ended are closed; those of its other threads live on.
 */
final class Reactor {
    private static final Logger LOG = LoggerFactory.getLogger(Reactor.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final int START_MILLIS = 5000;
    private static final TimeValue SHUTDOWN = TimeValue.ofSeconds(2);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** An I/O thread's lane and loop. */
    private record Worker(Lane lane, ReactorLoop loop) {
        boolean isServed() {
            return loop.hasEnded() || lane.isLit() || lane.isDark();
        }

        void bury() {
            lane.bury(loop::release);
        }
    }

    private final Function<ProtocolIOSession, IOEventHandler> handlers;
    private final Runnable callKeeper;
    private final List<Worker> workers = new ArrayList<>();
    private final List<ReactorLoop> listeners = new ArrayList<>(); // one
    private final LoopbackPeers peers = new LoopbackPeers(START_MILLIS);
    private final AtomicBoolean listening = new AtomicBoolean();
    private final DefaultListeningIOReactor reactor;

    Reactor(
            PortSettings settings,
            Function<ProtocolIOSession, IOEventHandler> handlers,
            AtomicInteger threads,
            Runnable callKeeper) {
        this.handlers = handlers;
        this.callKeeper = callKeeper;
        try {
            this.reactor = new DefaultListeningIOReactor(
                    this::handler,
                    IOReactorConfig.custom()
                            .setIoThreadCount(settings.ioThreads())
                            .setBacklogSize(settings.backlog())
                            .setSoReuseAddress(true)
                            .setTcpNoDelay(true)
                            .setSoTimeout(Timeout.DISABLED) // HttpCore's run from the last event; the protocols have
                            // total deadlines
                            .setSelectInterval(TimeValue.of(settings.sweepInterval()))
                            .build(),
                    loop -> {
                        Lane lane = new Lane(settings.sweepInterval().toNanos());
                        Worker worker = new Worker(lane, new ReactorLoop(loop, () -> threadEnded(lane)));
                        workers.add(worker);
                        return new LaneThread(lane, worker.loop(), "parlance-io-" + threads.getAndIncrement());
                    },
                    loop -> {
                        ReactorLoop listener = new ReactorLoop(loop, callKeeper);
                        listeners.add(listener);
                        return new Thread(listener, "parlance-listener");
                    },
                    null,
                    fault -> COMPLAINTS.warn("I/O fault", fault),
                    null,
                    null);
        } catch (Throwable e) {
            closeSelectors(); // of the threads that were to be
            throw e;
        }
    }

    InetSocketAddress open(InetSocketAddress where) throws IOException {
        try {
            reactor.start();
            lightBeacons();
            ListenerEndpoint endpoint = reactor.listen(where).get(START_MILLIS, TimeUnit.MILLISECONDS);
            listening.set(true);
            return (InetSocketAddress) endpoint.getAddress();
        } catch (ExecutionException e) {
            close();
            throw named(where, e.getCause());
        } catch (TimeoutException | CancellationException e) {
            close();
            throw new IOException("the listener has not bound " + where + " within " + START_MILLIS + " ms", e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before listening on " + where, e);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    boolean isListening() {
        return listening.get();
    }

    void stopListening() {
        listening.set(false);
        try {
            reactor.pause();
        } catch (IOException e) {
            LOG.warn("the listener could not be closed: {}", e.toString());
        }
    }

    /** On a thread that ends. What HttpCore accepts for one that has ended it neither serves nor closes, so the door is shut before. */
    private void shutTheDoor() {
        try {
            reactor.pause();
        } catch (Throwable e) {
            // the keeper tries again
        }
    }

    private void threadEnded(Lane lane) {
        lane.threadEnded();
        shutTheDoor();
        callKeeper.run();
    }

    void stopWires() {
        workers.forEach(worker -> worker.lane().execute(worker.lane()::stopWires));
    }

    void abortWires() {
        workers.forEach(worker -> worker.lane().execute(worker.lane()::abortWires));
    }

    /** After its last connection nothing more comes: it does not listen. */
    boolean isIdle() {
        return workers.stream().allMatch(worker -> worker.lane().isIdle());
    }

    /** Buries what has ended, by whatever fault and in whatever state HttpCore is, and lights what has gone out. What it throws says that it is to be called again. */
    void mend() throws IOException {
        if (listening.get() && (hasEnded() || reactor.getStatus() != IOReactorStatus.ACTIVE)) {
            LOG.error(
                    "the listener or an I/O thread ended by a fault, a new listener with new threads takes its place");
            stopListening();
        }
        buryTheEnded();
        if (workers.stream().allMatch(Worker::isServed)) {
            return;
        }
        if (listening.get()) {
            LOG.warn("an I/O thread lost its beacon, it gets another");
            lightBeacons();
        } else {
            LOG.warn(
                    "an I/O thread lost its beacon, its reactor is to be replaced already: its connections are closed");
            close();
        }
    }

    void close() {
        listening.set(false);
        workers.forEach(worker -> worker.lane().darken());
        reactor.initiateShutdown();
        try {
            reactor.awaitShutdown(SHUTDOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // HttpCore closes the sockets of threads that still run as well, and may wait for one that is stuck
        BoundedStep.run("closing the sockets of the I/O threads", CLOSE, () -> reactor.close(CloseMode.IMMEDIATE));
        peers.close();
        buryTheEnded();
        if (!workers.stream().allMatch(worker -> worker.loop().hasEnded())) {
            LOG.warn("an I/O thread has not ended, it is left behind; its sockets are closed");
        }
        closeSelectors();
    }

    private boolean hasEnded() {
        return workers.stream().anyMatch(worker -> worker.loop().hasEnded())
                || listeners.stream().anyMatch(ReactorLoop::hasEnded);
    }

    void buryTheEnded() {
        workers.stream().filter(worker -> worker.loop().hasEnded()).forEach(Worker::bury);
        listeners.stream().filter(ReactorLoop::hasEnded).forEach(ReactorLoop::release);
    }

    private void closeSelectors() {
        workers.forEach(worker -> worker.loop().closeSelector());
        listeners.forEach(ReactorLoop::closeSelector);
    }

    private IOEventHandler handler(ProtocolIOSession session, @Nullable Object attachment) {
        return attachment == this ? new Beacon(session, Lane.current(), this::shutTheDoor) : handlers.apply(session);
    }

    /** HttpCore gives new connections to its threads in turn, so as many connections as threads reach them all. */
    private void lightBeacons() throws IOException {
        peers.connect(reactor, this, workers.size());
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

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
 * One of HttpCore's listening reactors, and the event loops that are its I/O threads. When its listener or an I/O thread has ended it calls its keeper, who has it
 * {@linkplain #mend mended}: it listens no more then, and the connections of the thread that ended are closed; those of its other threads live on.
 */
final class Reactor {
    private static final Logger LOG = LoggerFactory.getLogger(Reactor.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final int START_MILLIS = 5000;
    private static final TimeValue SHUTDOWN = TimeValue.ofSeconds(2);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** An I/O thread's event loop, and HttpCore's loop that it runs in. */
    private record Worker(EventLoop loop, HttpCoreLoop core) {
        boolean isServed() {
            return core.hasEnded() || loop.isLit() || loop.isDark();
        }

        void stopResidents() {
            loop.execute(() -> loop.residents().forEach(Resident::stop));
        }

        void abortResidents() {
            loop.execute(() -> loop.residents().forEach(Resident::abort));
        }

        void bury() {
            loop.bury(core::release);
        }
    }

    private final Function<ProtocolIOSession, IOEventHandler> handlers;
    private final AcceptGate gate;
    private final AcceptGate.Turn turn;
    private final Runnable callKeeper;
    private final List<Worker> workers = new ArrayList<>();
    private final List<HttpCoreLoop> listeners = new ArrayList<>(); // one
    private final LoopbackPeers peers = new LoopbackPeers(START_MILLIS);
    private final AtomicBoolean listening = new AtomicBoolean();
    private final DefaultListeningIOReactor reactor;

    Reactor(
            PortSettings settings,
            Function<ProtocolIOSession, IOEventHandler> handlers,
            AtomicInteger threads,
            AcceptGate gate,
            Runnable callKeeper) {
        this.handlers = handlers;
        this.gate = gate;
        this.turn = gate.turn();
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
                    work -> {
                        EventLoop loop = new EventLoop(settings.sweepInterval().toNanos());
                        Worker worker = new Worker(loop, new HttpCoreLoop(work, () -> threadEnded(loop)));
                        workers.add(worker);
                        return new IoThread(loop, worker.core(), "parlance-io-" + threads.getAndIncrement());
                    },
                    work -> {
                        HttpCoreLoop listener = new HttpCoreLoop(work, callKeeper);
                        listeners.add(listener);
                        return new ListenerThread(listener);
                    },
                    null,
                    this::fault,
                    null,
                    null,
                    null,
                    turn);
        } catch (Throwable e) {
            turn.forget();
            closeSelectors(); // of the threads that were to be
            throw e;
        }
    }

    InetSocketAddress open(InetSocketAddress where) throws IOException {
        try {
            reactor.start();
            lightBeacons();
            gate.measure();
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
        turn.close();
        try {
            reactor.pause();
        } catch (IOException e) {
            COMPLAINTS.warn("the listener could not be closed", e);
        }
    }

    private void fault(Exception fault) {
        if (!turn.isClosed()) { // else it is the listener, under which the door was shut
            COMPLAINTS.warn("I/O fault", fault);
        }
    }

    /** On a thread that ends. What HttpCore accepts for one that has ended it neither serves nor closes, so the door is shut before. */
    private void shutTheDoor() {
        turn.close();
        try {
            reactor.pause();
        } catch (Throwable e) {
            // the keeper tries again
        }
    }

    private void threadEnded(EventLoop loop) {
        loop.threadEnded();
        shutTheDoor();
        callKeeper.run();
    }

    void stopWires() {
        workers.forEach(worker -> worker.stopResidents());
    }

    void abortWires() {
        workers.forEach(worker -> worker.abortResidents());
    }

    int slowReaders() {
        return workers.stream().mapToInt(worker -> worker.loop().slowReaders()).sum();
    }

    /** After its last connection nothing more comes: it does not listen. */
    boolean isIdle() {
        return workers.stream().allMatch(worker -> worker.loop().isIdle());
    }

    /** Buries what has ended, by whatever fault and in whatever state HttpCore is, and lights what has gone out. What it throws says that it is to be called again. */
    void mend() throws IOException {
        if (listening.get() && (hasEnded() || reactor.getStatus() != IOReactorStatus.ACTIVE)) {
            COMPLAINTS.error(
                    "the listener or an I/O thread ended by a fault, a new listener with new threads takes its place",
                    null);
            stopListening();
        }
        buryTheEnded();
        if (workers.stream().allMatch(Worker::isServed)) {
            return;
        }
        if (listening.get()) {
            COMPLAINTS.warn("an I/O thread lost its beacon, it gets another", null);
            lightBeacons();
        } else {
            COMPLAINTS.warn(
                    "an I/O thread lost its beacon, its reactor is to be replaced already: its connections are closed",
                    null);
            close();
        }
    }

    void close() {
        listening.set(false);
        turn.close();
        workers.forEach(worker -> worker.loop().darken());
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
        if (!workers.stream().allMatch(worker -> worker.core().hasEnded())) {
            COMPLAINTS.warn("an I/O thread has not ended, it is left behind; its sockets are closed", null);
        }
        closeSelectors();
        turn.forget();
    }

    private boolean hasEnded() {
        return workers.stream().anyMatch(worker -> worker.core().hasEnded())
                || listeners.stream().anyMatch(HttpCoreLoop::hasEnded);
    }

    void buryTheEnded() {
        workers.stream().filter(worker -> worker.core().hasEnded()).forEach(Worker::bury);
        listeners.stream().filter(HttpCoreLoop::hasEnded).forEach(HttpCoreLoop::release);
    }

    private void closeSelectors() {
        workers.forEach(worker -> worker.core().closeSelector());
        listeners.forEach(HttpCoreLoop::closeSelector);
    }

    private IOEventHandler handler(ProtocolIOSession session, @Nullable Object attachment) {
        return attachment == this
                ? new Beacon(session, EventLoop.current(), this::shutTheDoor)
                : handlers.apply(session);
    }

    /** HttpCore gives new connections to its threads in turn, so as many connections as threads reach them all. */
    private void lightBeacons() throws IOException {
        peers.connect(reactor, this, workers.size());
    }

    private static IOException named(InetSocketAddress where, @Nullable Throwable cause) {
        String text = "cannot listen on " + where.getHostString() + ":" + where.getPort();
        if (cause instanceof BindException) {
            String said = String.valueOf(cause.getMessage()); // HttpCore's words, and at their end the system's
            return new BindException(
                    text + ": " + said.substring(said.lastIndexOf(": ") + 1).trim()
                            + "; stop what listens there, or choose another host or port");
        }
        return new IOException(text, cause);
    }
}

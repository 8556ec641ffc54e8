package dev.parlance.websocket.net;

import dev.parlance.complaint.Complaints;
import dev.parlance.websocket.address.AddressAccount;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that is listened to, and all connections that came through it. If the listener or an I/O thread ends, which an accept error or a want of memory is
 * enough for, a new reactor takes the place of theirs. The connections of a thread that ended are closed, those of others live on.
 */
public final class Port {
    private static final Logger LOG = LoggerFactory.getLogger(Port.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long KEEPER_MILLIS = 1000;
    private static final long ABORT_MILLIS = 1000;

    private final PortSettings settings;
    private final Function<Wire, Protocol> first;
    private final List<Reactor> reactors = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();
    private final AcceptGate gate;
    private final TlsHandshakes tlsHandshakes;
    private final HandshakeWorkers workers = new HandshakeWorkers();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Keeper keeper = new Keeper("parlance-keeper", this::look, LOOK_NANOS);
    private final Runnable onClosed = this::connectionClosed; // one for all wires
    private long nextTry = System.nanoTime(); // the keeper's own
    private volatile boolean stopping;
    private volatile @Nullable InetSocketAddress address;

    /**
     * Makes a port that is not listened to yet.
     *
     * @param settings how
     * @param first what is spoken first on every new wire
     */
    public Port(PortSettings settings, Function<Wire, Protocol> first) {
        this.settings = settings;
        this.gate = new AcceptGate(settings.maxConnections(), settings.backlog());
        this.tlsHandshakes = new TlsHandshakes(settings.tlsHandshakes());
        this.first = first;
    }

    /**
     * Listens.
     *
     * @return where
     * @throws IOException if it cannot, a {@link BindException} if the port is taken
     */
    public InetSocketAddress open() throws IOException {
        InetSocketAddress bound = listen(settings.address());
        address = bound;
        try {
            keeper.start();
        } catch (Throwable e) {
            close(0);
            throw e;
        }
        return bound;
    }

    /** {@return whether all that goes through it is encrypted} */
    public boolean isEncrypted() {
        return settings.tls() != null;
    }

    /** {@return how many connections are open} */
    public int connections() {
        return connections.get();
    }

    /** {@return for how many connections something waits because their peers do not read fast enough} */
    public int slowReaders() {
        return reactors.stream().mapToInt(Reactor::slowReaders).sum();
    }

    /**
     * Refuses an I/O thread.
     *
     * @throws IllegalStateException on one of a port's threads
     */
    public static void checkMayWait() {
        if (Thread.currentThread() instanceof IoThread) {
            throw new IllegalStateException("an I/O thread cannot wait for its own end");
        }
    }

    /**
     * Stops to listen, lets every connection say goodbye, and ends the I/O threads, or leaves behind what does not end: returns within the grace and some
     * seconds. Must not be called from an I/O thread.
     *
     * @param grace how long connections have to end by themselves, in milliseconds
     */
    public void close(long grace) {
        checkMayWait();
        stopping = true;
        keeper.dismiss(KEEPER_MILLIS);
        forEachReactor(Reactor::stopListening);
        forEachReactor(Reactor::buryTheEnded);
        forEachReactor(Reactor::stopWires);
        awaitConnections(grace);
        forEachReactor(Reactor::abortWires);
        awaitConnections(ABORT_MILLIS);
        forEachReactor(Reactor::close);
        reactors.clear();
        workers.close();
    }

    private void forEachReactor(Consumer<Reactor> step) {
        for (Reactor reactor : reactors) {
            try {
                step.accept(reactor);
            } catch (Throwable e) {
                Faults.log(LOG, "a step of closing the port failed, the next one comes", e);
            }
        }
    }

    private InetSocketAddress listen(InetSocketAddress where) throws IOException {
        Reactor reactor = new Reactor(settings, this::handler, threads, gate, keeper::call);
        InetSocketAddress bound = reactor.open(where);
        reactors.add(reactor);
        if (stopping) {
            reactors.remove(reactor);
            reactor.close();
        }
        return bound;
    }

    /** On the event loop. What is thrown here would end the event loop. */
    private IOEventHandler handler(ProtocolIOSession session) {
        boolean isFull = connections.incrementAndGet() > settings.maxConnections() && !makeRoom(null);
        if (isFull || stopping) {
            turnAway(session);
            complain();
            return TurnedAway.CLOSED;
        }
        IOEventHandler taken = take(session);
        if (taken == null) {
            turnAway(session);
            return TurnedAway.CLOSED;
        }
        return taken;
    }

    /** Null if it is to be turned away. */
    private @Nullable IOEventHandler take(ProtocolIOSession session) {
        AddressAccount counted = null;
        TlsHandshakes.UnderWay handshake = null;
        Supplier<SSLContext> contexts = settings.tls();
        try {
            if (!(session.getRemoteAddress() instanceof InetSocketAddress peer)) {
                return null; // gone already
            }
            AddressAccount account = account(peer.getAddress());
            if (account != null && !account.connect() && !(makeRoom(account) && account.connect())) {
                return null;
            }
            counted = account;
            IOEventHandler taken = null;
            if (contexts == null) {
                taken = wire(session, account, null);
            } else {
                handshake = tlsHandshakes.begin(account);
                if (handshake != null) {
                    taken = wire(
                            session, account, new WireTls.Terms(contexts.get(), rules(), workers::execute, handshake));
                }
            }
            if (taken != null) {
                return taken;
            }
        } catch (Throwable e) {
            Faults.log(LOG, "a connection could not be taken", e);
        }
        if (handshake != null) {
            handshake.end();
        }
        if (counted != null) {
            counted.disconnected();
        }
        return null;
    }

    /** Ends the oldest that gives way, of an address or of all; false if there is none. */
    private boolean makeRoom(@Nullable AddressAccount account) {
        Resident oldest =
                settings.strangersGiveWay() ? EventLoop.current().residents().oldestThatGivesWay(account) : null;
        if (oldest != null) {
            oldest.lost();
        }
        return oldest != null;
    }

    /** Whose connections are counted together with it; null for a proxy, whose are those of many. */
    private @Nullable AddressAccount account(InetAddress peer) {
        return settings.addresses().proxies().contains(peer)
                ? null
                : settings.addresses().of(peer);
    }

    /** Null if there is no room for its handshake. */
    private @Nullable IOEventHandler wire(
            ProtocolIOSession session, @Nullable AddressAccount account, WireTls.@Nullable Terms terms) {
        EventLoop loop = EventLoop.current();
        Wire wire = new Wire(session, loop, terms, first, settings.input(), onClosed);
        boolean taken = false;
        try {
            WireEvents events = new WireEvents(wire);
            if (!wire.encrypt()) {
                COMPLAINTS.warn("connections are turned away: too much is held for what is not complete", null);
                return null;
            }
            loop.residents().add(wire);
            wire.accepted(account); // the last: it gives back what is counted
            taken = true;
            return events;
        } finally {
            if (!taken) {
                wire.abort(); // with what it holds for a handshake
            }
        }
    }

    private TlsRules rules() {
        return settings.asksClients() ? TlsRules.ASKING : TlsRules.INSTANCE;
    }

    private void turnAway(ProtocolIOSession session) {
        connectionClosed();
        try {
            session.close(CloseMode.IMMEDIATE);
        } catch (Throwable e) {
            Faults.log(LOG, "a connection could not be turned away", e);
        }
    }

    private void complain() {
        if (!stopping) {
            COMPLAINTS.warn("connections are turned away: as many are open as may be", settings.maxConnections());
        }
    }

    private void connectionClosed() {
        if (connections.decrementAndGet() == 0 && stopping) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** On the keeper. */
    private void look() {
        boolean listens = false;
        for (Reactor reactor : List.copyOf(reactors)) {
            mend(reactor);
            if (reactor.isListening()) {
                listens = true;
            } else if (reactor.isIdle()) {
                reactors.remove(reactor);
                reactor.close();
            }
        }
        if (!listens && !stopping && System.nanoTime() - nextTry >= 0) {
            listenAgain();
        }
    }

    private static void mend(Reactor reactor) {
        try {
            reactor.mend();
        } catch (Throwable e) {
            Faults.log(LOG, "an I/O thread could not be mended, it is tried again", e);
        }
    }

    private void listenAgain() {
        InetSocketAddress where = address;
        try {
            listen(where == null ? settings.address() : where);
        } catch (IOException | RuntimeException e) {
            nextTry = System.nanoTime() + LOOK_NANOS; // the threads that were to be call the keeper as they end
            COMPLAINTS.warn("cannot listen again yet", e);
        }
    }

    private void awaitConnections(long grace) {
        long left = TimeUnit.MILLISECONDS.toNanos(grace);
        lock.lock();
        try {
            while (connections.get() > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}

package dev.parlance.websocket.net;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.EventMask;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One accepted socket, plain or TLS. For its event loop only.
 *
 * <p>Holds no buffer while idle: it reads into the event loop's, and what it writes waits only while the kernel refuses it. Nothing that a protocol throws gets out
 * of here, where it would end the event loop with all its wires.
 */
public final class Wire implements IOEventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private enum State {
        OPEN,
        /** Writes what waits, then ends. */
        ENDING,
        /** Has written all and waits for the peer's end: closing with unread input would reset the connection and lose what was written. */
        LINGERING,
        CLOSED
    }

    @Nullable
    Wire previous;

    @Nullable
    Wire next;

    private final ProtocolIOSession session;
    private final EventLoop loop;
    private final WireOutput output;
    private final InputShare share;
    private final Runnable onClosed;
    private final boolean tls;
    private Protocol protocol;
    private State state = State.OPEN;
    private boolean agreed;
    private boolean gone;
    private boolean paused;
    private long deadline;
    private long lastTaken = System.nanoTime();

    Wire(
            ProtocolIOSession session,
            EventLoop loop,
            boolean tls,
            Function<Wire, Protocol> first,
            InputBudget budget,
            Runnable onClosed) {
        this.session = session;
        this.loop = loop;
        this.tls = tls;
        this.share = budget.share(loop, this::overloaded);
        this.output = new WireOutput(session, loop, tls, () -> answers(budget));
        this.onClosed = onClosed;
        this.protocol = first.apply(this);
    }

    /**
     * Where this wire lives.
     *
     * @return always the same event loop
     */
    public EventLoop loop() {
        return loop;
    }

    /**
     * Who is at the other end.
     *
     * @return the address, or null if the socket is gone
     */
    public @Nullable InetSocketAddress remoteAddress() {
        return session.getRemoteAddress() instanceof InetSocketAddress address ? address : null;
    }

    /**
     * What this wire holds of the node's budget for input that is not complete; given back when the wire is gone.
     *
     * @return always the same share
     */
    public InputShare input() {
        return share;
    }

    /**
     * Speaks another protocol from now on.
     *
     * @param other which
     */
    public void become(Protocol other) {
        protocol = other;
    }

    /**
     * Bounds what may wait from now on.
     *
     * @param bytes how much; a single frame may be larger if nothing waits before it
     */
    public void maxWaiting(int bytes) {
        output.maxWaiting(bytes);
    }

    /**
     * Whether something waits to be written.
     *
     * @return true if the peer reads too slowly
     */
    public boolean isWaiting() {
        return output.isWaiting();
    }

    /**
     * When the peer last took some of what waited.
     *
     * @return {@link System#nanoTime()} of then, or of the wire's beginning
     */
    public long lastTaken() {
        return lastTaken;
    }

    /** Leaves what comes to the kernel, and so to the peer. What TLS has decrypted already is still received; the peer's end is not noticed. */
    public void pause() {
        if (state == State.OPEN) {
            paused = true;
            session.clearEvent(EventMask.READ);
        }
    }

    /** Ends a {@link #pause}. */
    public void resume() {
        if (paused && state != State.CLOSED) {
            paused = false;
            session.setEvent(EventMask.READ);
        }
    }

    /**
     * Writes what gathered for a room; no allocation if the kernel takes it all. Nothing happens on a wire that ends.
     *
     * @param batch shared by all members of the round
     * @return false if more would wait than may; {@link #dropWaiting} and say goodbye then
     */
    public boolean send(FrameBatch batch) {
        try {
            return state != State.OPEN || output.send(batch);
        } catch (IOException e) {
            abort();
            return true;
        }
    }

    /**
     * Writes a frame. Nothing happens on a wire that ends.
     *
     * @param frame what
     * @return false if more would wait than may
     */
    public boolean send(EncodedFrame frame) {
        try {
            return state != State.OPEN || output.send(frame);
        } catch (IOException e) {
            abort();
            return true;
        }
    }

    /** Forgets what waits but for the rest of a frame that was begun, so that a close frame can still be understood. */
    public void dropWaiting() {
        output.dropWaiting();
    }

    /**
     * Ends the wire after what was sent before, and after the peer's own end, for which it has two seconds then. Nothing more is received.
     *
     * @param millis how long the peer may take to read what waits
     */
    public void end(long millis) {
        if (state == State.OPEN) {
            resume(); // the peer's end is waited for
            state = State.ENDING;
            deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            if (!output.isWaiting()) {
                finish();
            }
        }
    }

    /**
     * Ends the wire after what was sent before, without waiting for the peer's own end: it has said that it will send nothing more.
     *
     * @param millis how long the peer may take to read what waits
     */
    public void endAgreed(long millis) {
        agreed = true;
        end(millis);
    }

    /** Ends the wire at once; what waits is lost. Throws nothing. */
    public void abort() {
        state = State.CLOSED;
        output.clear();
        try {
            session.close(CloseMode.IMMEDIATE);
        } catch (Throwable e) {
            // without memory it may stop half-way: the next sweep does the rest
        }
    }

    /** Closes what HttpCore left open, and says so itself: on an event loop whose thread has ended, or when an abort stopped half-way, nobody else does. */
    void lost() {
        abort();
        try {
            session.channel().close();
        } catch (IOException e) {
            LOG.debug("a socket could not be closed: {}", e.toString());
        }
        disconnected(session);
    }

    void sweep(long now) {
        try {
            if (state == State.OPEN) {
                protocol.sweep(now);
            } else if (state == State.CLOSED) {
                lost();
            } else if (now - deadline > 0) {
                abort();
            }
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** Whoever has to go for its answers is cut off: in the middle of one no close frame would be understood, and its rest is what has to be given up. */
    private InputShare answers(InputBudget budget) {
        InputShare answers = budget.share(loop, this::abort);
        answers.known(share.isKnown());
        return answers;
    }

    private void overloaded() {
        try {
            if (state == State.CLOSED) {
                share.release();
            } else {
                protocol.overloaded();
            }
        } catch (Throwable e) {
            failed(e);
        }
    }

    void stop() {
        try {
            if (state == State.OPEN) {
                protocol.stopping();
            }
        } catch (Throwable e) {
            failed(e);
        }
    }

    @Override
    public void connected(IOSession ignored) {}

    @Override
    public void inputReady(IOSession ignored, @Nullable ByteBuffer decrypted) {
        try {
            if (decrypted == null) {
                read();
                return;
            }
            while (decrypted.hasRemaining()) {
                ByteBuffer input = loop.input();
                int length = Math.min(input.capacity(), decrypted.remaining());
                input.put(0, decrypted, decrypted.position(), length).limit(length);
                decrypted.position(decrypted.position() + length);
                deliver(input);
            }
        } catch (IOException e) {
            abort();
        } catch (Throwable e) {
            failed(e);
        }
    }

    @Override
    public void outputReady(IOSession ignored) {
        try {
            if (output.isWaiting()) {
                lastTaken = System.nanoTime();
            }
            if (!output.flush()) {
                return;
            }
            if (output.takeCaughtUp() && state == State.OPEN) {
                protocol.caughtUp();
            }
            if (state == State.ENDING) {
                finish();
            } else if (state == State.OPEN) {
                protocol.flushed();
            }
        } catch (IOException e) {
            abort();
        } catch (Throwable e) {
            failed(e);
        }
    }

    @Override
    public void timeout(IOSession ignored, Timeout timeout) {
        if (session.getStatus() != IOSession.Status.ACTIVE) {
            abort(); // a TLS goodbye that nobody answers
        }
    }

    @Override
    public void exception(IOSession ignored, Exception cause) {
        abort();
        LOG.debug("connection lost: {}", cause.toString());
    }

    @Override
    public void disconnected(IOSession ignored) {
        if (gone) {
            return;
        }
        gone = true;
        state = State.CLOSED;
        output.clear();
        loop.remove(this);
        try {
            protocol.closed();
        } catch (Throwable e) {
            Faults.log(LOG, "a connection's end could not be handled", e);
        } finally {
            share.release();
            onClosed.run();
        }
    }

    private void read() throws IOException {
        ByteBuffer input = loop.input();
        int count = session.read(input);
        if (count > 0) {
            deliver(input.flip());
        } else if (count < 0) {
            if (state == State.LINGERING) {
                session.close(CloseMode.GRACEFUL);
                return;
            }
            paused = false;
            session.clearEvent(EventMask.READ); // or the end is reported in every round
            if (state == State.OPEN) {
                protocol.peerEnded();
            }
        }
    }

    private void deliver(ByteBuffer input) {
        if (state == State.OPEN) {
            protocol.received(input);
        }
    }

    /** Everything is written. TLS says goodbye by itself; a plain socket sends its end and waits for the peer's. */
    private void finish() {
        state = State.LINGERING;
        deadline = System.nanoTime() + LINGER_NANOS;
        boolean peerEnded = (session.getEventMask() & EventMask.READ) == 0;
        if (tls || agreed || peerEnded || !(session.channel() instanceof SocketChannel channel)) {
            session.close(CloseMode.GRACEFUL);
            return;
        }
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            abort();
        }
    }

    private void failed(Throwable cause) {
        abort();
        Faults.log(LOG, "a connection is closed by a fault of the server", cause);
    }
}

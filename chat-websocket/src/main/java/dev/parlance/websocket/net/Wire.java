package dev.parlance.websocket.net;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.websocket.address.AddressAccount;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.EventMask;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.TlsDetails;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One accepted socket, plain or TLS. For its event loop only.
 *
 * <p>Holds no buffer while idle: it reads into the event loop's, and what it writes waits only while the kernel refuses it. Nothing that a protocol throws gets out
 * of here, where it would end the event loop with all its wires.
 */
public final class Wire extends Resident {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    private final ProtocolIOSession session;
    private final EventLoop loop;
    private final WireOutput output;
    private final InputShare share;
    private final @Nullable WireTls tls;
    private final Runnable onClosed;
    private WireEnding ending = WireEnding.OPEN;
    private Protocol protocol;
    private @Nullable AddressAccount account;
    private boolean gone;
    private boolean paused;
    private long lastTaken = System.nanoTime();

    /** Encrypted on these terms, or plain without any. */
    Wire(
            ProtocolIOSession session,
            EventLoop loop,
            WireTls.@Nullable Terms terms,
            Function<Wire, Protocol> first,
            InputBudget budget,
            Runnable onClosed) {
        this.session = session;
        this.loop = loop;
        this.share = budget.share(loop, this::overloaded);
        this.tls = terms == null ? null : new WireTls(session, loop, budget.share(loop, this::abort), terms);
        this.output = new WireOutput(session, loop, terms != null, () -> answers(budget), this::turn);
        this.onClosed = onClosed;
        this.protocol = first.apply(this);
    }

    /** Speaks TLS from now on, if it is a wire for that; false if there is no room for a handshake. */
    boolean encrypt() {
        return tls == null || tls.start();
    }

    /** {@return where this wire lives, always the same} */
    public EventLoop loop() {
        return loop;
    }

    /** {@return the address of who is at the other end, or null if the socket is gone} */
    public @Nullable InetSocketAddress remoteAddress() {
        return session.getRemoteAddress() instanceof InetSocketAddress address ? address : null;
    }

    /** {@return the certificate that the other end has shown and TLS has found good, or null} */
    public @Nullable X509Certificate clientCertificate() {
        TlsDetails tls = session.getTlsDetails();
        try {
            return tls != null && tls.getSSLSession().getPeerCertificates()[0] instanceof X509Certificate shown
                    ? shown
                    : null;
        } catch (SSLPeerUnverifiedException e) {
            return null; // it has shown none
        }
    }

    /** {@return whose connection this is, or null as long as it is a proxy's and may carry requests of many} */
    public @Nullable AddressAccount account() {
        return account;
    }

    /**
     * Counts the connection for whom a proxy speaks from now on.
     *
     * @param client who
     * @return false if it has too many, so that this one must end
     */
    public boolean belongsTo(AddressAccount client) {
        if (account == null && client.connect()) {
            account = client;
        }
        return account == client;
    }

    @Override
    boolean givesWay(@Nullable AddressAccount to) {
        return !gone && (to == null || to == account) && protocol.givesWay();
    }

    /** Has been counted for an address already, or is a proxy's. */
    void accepted(@Nullable AddressAccount counted) {
        account = counted;
    }

    /** {@return this wire's share of the node's budget for what is not complete, always the same; given back when the wire is gone} */
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

    /** {@return whether something waits to be written, because the peer reads too slowly} */
    public boolean isWaiting() {
        return output.isWaiting();
    }

    /** {@return the {@link System#nanoTime()} at which the peer last took some of what waited, or of the wire's beginning} */
    public long lastTaken() {
        return lastTaken;
    }

    /** Leaves what comes to the kernel, and so to the peer. What TLS has decrypted already is still received; the peer's end is not noticed. */
    public void pause() {
        if (ending.isOpen()) {
            paused = true;
            session.clearEvent(EventMask.READ);
        }
    }

    /** Ends a {@link #pause}. */
    public void resume() {
        if (paused && !ending.isClosed()) {
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
            return !ending.isOpen() || output.send(batch);
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
            return !ending.isOpen() || output.send(frame);
        } catch (IOException e) {
            abort();
            return true;
        }
    }

    private void linger() {
        try {
            ending.linger(System.nanoTime(), session, output.plain(), output.written());
        } catch (IOException e) {
            abort();
        }
    }

    /** Forgets what waits but for the rest of a frame that was begun, so that a close frame can still be understood. */
    public void dropWaiting() {
        output.dropWaiting();
    }

    /**
     * Ends the wire after what was sent before, and after the peer's own end, for which it has two seconds then, and more if what was written may still be on its
     * way to a slow reader; all of it takes no longer than 30 s, or as long as is given if that is more. Nothing more is received.
     *
     * @param millis how long the peer may take none of what waits
     */
    public void end(long millis) {
        end(millis, false);
    }

    /**
     * Ends the wire after what was sent before, without waiting for the peer's own end: it has said that it will send nothing more.
     *
     * @param millis how long the peer may take none of what waits
     */
    public void endAgreed(long millis) {
        end(millis, true);
    }

    private void end(long millis, boolean agreed) {
        if (ending.isOpen()) {
            resume(); // the peer's end is waited for
            ending = WireEnding.begun(System.nanoTime(), millis, agreed);
            if (!output.isWaiting()) {
                linger();
            }
        }
    }

    /** Ends the wire at once; what waits is lost. Throws nothing. */
    @Override
    public void abort() {
        ending = WireEnding.CLOSED;
        output.clear();
        releaseTls();
        try {
            session.close(CloseMode.IMMEDIATE);
        } catch (Throwable e) {
            // without memory it may stop half-way: the next sweep does the rest
        }
    }

    /** Closes what HttpCore left open, and says so itself. */
    @Override
    void lost() {
        abort();
        try {
            session.channel().close();
        } catch (IOException e) {
            LOG.debug("a socket could not be closed: {}", e.toString());
        }
        gone();
    }

    @Override
    void sweep(long now) {
        try {
            if (tls != null && !ending.isClosed() && !tls.count(share.isKnown())) {
                abort();
            } else if (ending.isOpen()) {
                protocol.sweep(now);
            } else if (ending.isClosed()) {
                lost();
            } else if (ending.isOverdue(now)) {
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
            if (ending.isClosed()) {
                share.release();
            } else {
                protocol.overloaded();
            }
        } catch (Throwable e) {
            failed(e);
        }
    }

    @Override
    void stop() {
        try {
            if (ending.isOpen()) {
                protocol.stopping();
            }
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** Reads what the kernel has. */
    void read() throws IOException {
        loop.reads();
        ByteBuffer input = loop.input();
        int count = session.read(input);
        if (count > 0) {
            deliver(input.flip());
        } else if (count < 0) {
            if (ending.isLingering()) {
                session.close(CloseMode.GRACEFUL);
                return;
            }
            paused = false;
            session.clearEvent(EventMask.READ); // or the end is reported in every round
            if (ending.isOpen()) {
                protocol.peerEnded();
            }
        }
    }

    /** Takes what TLS has decrypted. */
    void take(ByteBuffer decrypted) {
        loop.reads();
        while (decrypted.hasRemaining()) {
            ByteBuffer input = loop.input();
            int length = Math.min(input.capacity(), decrypted.remaining());
            input.put(0, decrypted, decrypted.position(), length).limit(length);
            decrypted.position(decrypted.position() + length);
            deliver(input);
        }
    }

    private void deliver(ByteBuffer input) {
        if (ending.isOpen()) {
            protocol.received(input);
        }
    }

    private void turn() {
        output.turnCame();
        try {
            if (output.isWaiting()) {
                write();
            }
        } catch (IOException e) {
            abort();
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** Writes what waits: the kernel takes more. */
    void write() throws IOException {
        if (output.isWaiting()) {
            lastTaken = System.nanoTime();
            if (ending.isEnding()) {
                ending.taken(lastTaken);
            }
        }
        if (!output.flush()) {
            return;
        }
        if (output.takeCaughtUp() && ending.isOpen()) {
            protocol.caughtUp();
        }
        if (ending.isEnding()) {
            ending.linger(System.nanoTime(), session, output.plain(), output.written());
        } else if (ending.isOpen()) {
            protocol.flushed();
        }
    }

    void broken(Exception cause) {
        abort();
        LOG.debug("connection lost: {}", cause.toString());
    }

    void gone() {
        if (gone) {
            return;
        }
        gone = true;
        ending = WireEnding.CLOSED;
        output.clear();
        loop.residents().remove(this);
        try {
            protocol.closed();
        } catch (Throwable e) {
            Faults.log(LOG, "a connection's end could not be handled", e);
        } finally {
            share.release();
            releaseTls();
            if (account != null) {
                account.disconnected();
            }
            onClosed.run();
        }
    }

    private void releaseTls() {
        if (tls != null) {
            tls.release();
        }
    }

    void failed(Throwable cause) {
        abort();
        Faults.log(LOG, "a connection is closed by a fault of the server", cause);
    }
}

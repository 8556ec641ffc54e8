package dev.parlance.websocket.net;

import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.EventMask;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.SSLSessionVerifier;
import org.apache.hc.core5.reactor.ssl.TlsDetails;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of one wire, as far as a peer can make it dear. A handshake counts from its first moment as input that is not complete, what TLS holds afterwards from the next sweep on: a
 * single byte of a record takes the space of the largest. There is one handshake: who wants another one (TLS 1.2), which costs the server far more than the peer, is cut off, and so is
 * who wants new keys (TLS 1.3) more often than a connection of any length does. For the wire's event loop only.
 */
final class WireTls implements SSLSessionVerifier {
    /** The most that a handshake can take: two buffers of HttpCore's, and as much for the JDK's state and what it gathers of a message in pieces. All count alike, so that the oldest goes. */
    private static final int HANDSHAKE_BYTES = 4 * HttpCoreTls.RECORD_BYTES;

    private static final Timeout HANDSHAKE = Timeout.ofSeconds(10);
    private static final int MOST_KEYS = 64;

    private final ProtocolIOSession session;
    private final Executor loop;
    private final InputShare share;
    private final Terms terms;
    private final HandshakeEngine engine;
    private int keys;

    /**
     * What a wire is encrypted with, where its handshake computes, and its place among those that are under way, which is given back at its end at the latest.
     *
     * @param workers runs a task on another thread
     */
    record Terms(SSLContext context, TlsRules rules, Executor workers, TlsHandshakes.UnderWay place) {}

    /** Of a session that is not begun yet; the share is its wire's, which goes if that is too much. */
    WireTls(ProtocolIOSession session, Executor loop, InputShare share, Terms terms) {
        this.session = session;
        this.loop = loop;
        this.share = share;
        this.terms = terms;
        this.engine = new HandshakeEngine(terms.context.createSSLEngine(), this::computeElsewhere);
    }

    /** False if there is no room for a handshake. */
    boolean start() {
        boolean begun = false;
        try {
            boolean fits = share.hold(HANDSHAKE_BYTES);
            if (fits) {
                SSLContext context = GivenEngine.of(terms.context, engine);
                session.startTls(context, null, SSLBufferMode.DYNAMIC, terms.rules, this, HANDSHAKE, terms.place);
                begun = true;
            }
            return fits;
        } finally {
            if (!begun) {
                share.release();
            }
        }
    }

    /** Nothing is read meanwhile: what else a peer sends waits in the kernel. */
    private void computeElsewhere(Runnable task) {
        if (!HttpCoreTls.canReadOn()) {
            task.run();
            engine.resume();
            return;
        }
        session.clearEvent(EventMask.READ);
        terms.workers.execute(() -> {
            Runnable next = this::abort;
            try {
                if (session.isOpen()) {
                    task.run();
                    next = this::goOn;
                }
            } finally {
                loop.execute(next);
            }
        });
    }

    private void goOn() {
        engine.resume();
        if (!session.isOpen()) {
            abort(); // without its goodbye, which nobody could decrypt
            return;
        }
        readOn();
        if (!engine.isComputing() && session.isOpen()) {
            session.setEvent(EventMask.READ);
        }
    }

    private void abort() {
        session.close(CloseMode.IMMEDIATE);
    }

    /** Called at the end of each handshake, and of each change of keys. */
    @Override
    public @Nullable TlsDetails verify(@Nullable NamedEndpoint endpoint, SSLEngine engine) throws SSLException {
        keys++;
        if (keys == 1) {
            this.engine.shaken();
            share.release();
        } else if (keys > MOST_KEYS || engine.getSession().getProtocol().equals("TLSv1.2")) {
            throw new SSLException("a connection has one handshake");
        } else {
            loop.execute(this::readOn);
        }
        return null;
    }

    private void readOn() {
        if (session.isOpen()) {
            HttpCoreTls.readOn(session);
        }
    }

    /** Counts what is held now; false if the wire has to go. */
    boolean count(boolean known) {
        if (keys == 0) {
            return true;
        }
        share.known(known);
        return share.hold(HttpCoreTls.held(session));
    }

    /** Gives back all that is held, as the wire ends. */
    void release() {
        share.release();
        terms.place.end();
    }
}

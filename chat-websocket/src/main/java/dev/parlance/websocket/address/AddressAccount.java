package dev.parlance.websocket.address;

import dev.parlance.complaint.Complaints;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an address (an IPv4 address, or the /64 of an IPv6 address) has open here and has done lately. Whoever goes on and on when it is told that it is too much is cut off for a
 * while. Safe for use by many threads; nobody waits for another.
 */
public final class AddressAccount {
    private static final Logger LOG = LoggerFactory.getLogger(AddressAccount.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final Duration TURN = Duration.ofSeconds(5); // until someone of those who wait has left

    private final AddressAccounts node;
    private final AddressBounds bounds;
    private final String name;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger tlsHandshakes = new AtomicInteger();
    private final RateMeter handshakes;
    private final RateMeter failedLogins;
    private final RateMeter requests;
    private final RateMeter bytes;
    private final RateMeter refusals;
    private final AtomicLong cutOffUntil;
    private volatile long lastAsked;

    AddressAccount(AddressAccounts node, AddressBounds bounds, String name, long now) {
        this.node = node;
        this.bounds = bounds;
        this.name = name;
        this.handshakes = new RateMeter(now);
        this.failedLogins = new RateMeter(now);
        this.requests = new RateMeter(now);
        this.bytes = new RateMeter(now);
        this.refusals = new RateMeter(now);
        this.cutOffUntil = new AtomicLong(now);
        this.lastAsked = now;
    }

    /**
     * One more connection.
     *
     * @return false if it is to be turned away; otherwise {@link #disconnected} follows
     */
    public boolean connect() {
        return cutOff() == null && (take(connections, bounds.connections()) || refuse("CONNECTIONS"));
    }

    /** A connection has ended. */
    public void disconnected() {
        connections.decrementAndGet();
    }

    /** One more TLS handshake under way; false if there are so many already. {@link #endTlsHandshake} follows otherwise. */
    public boolean beginTlsHandshake(int most) {
        return take(tlsHandshakes, most) || refuse("TLS_HANDSHAKES");
    }

    /** A TLS handshake has come to its end. */
    public void endTlsHandshake() {
        tlsHandshakes.decrementAndGet();
    }

    /**
     * Asks, before anything is done for it, whether a WebSocket or a session of Socket.IO may be opened now.
     *
     * @return why not, or null
     */
    public @Nullable Refusal handshake() {
        long now = node.now();
        if (!handshakes.tryTake(bounds.handshakes(), now)) {
            return refused("HANDSHAKES", handshakes.untilNext(bounds.handshakes(), now));
        }
        return node.handshake(name, now);
    }

    /**
     * Asks whether one more session of Socket.IO may be opened. Those who ask at the very same time may go beyond it together.
     *
     * @return why not, or null
     */
    public @Nullable Refusal session() {
        return sessions.get() < bounds.sessions() ? null : refused("SOCKET_IO_SESSIONS", TURN);
    }

    /** A session of Socket.IO was opened; {@link #sessionClosed} follows. */
    public void sessionOpened() {
        sessions.incrementAndGet();
    }

    /** A session of Socket.IO has ended. */
    public void sessionClosed() {
        sessions.decrementAndGet();
    }

    /**
     * Asks, before the host is asked, whether credentials are looked at now.
     *
     * @return why not, or null
     */
    public @Nullable Refusal login() {
        long now = node.now();
        return failedLogins.hasNext(bounds.failedLogins(), now)
                ? null
                : refused("FAILED_LOGINS", failedLogins.untilNext(bounds.failedLogins(), now));
    }

    /** Credentials were nobody's. To be said by each protocol that takes some. */
    public void loginFailed() {
        failedLogins.charge(bounds.failedLogins(), 1, node.now());
    }

    /**
     * Asks whether a plain request is answered.
     *
     * @return why not, or null; then {@link #answered} follows
     */
    public @Nullable Refusal request() {
        long now = node.now();
        if (!bytes.hasNext(bounds.bytes(), now)) {
            return refused("RESPONSE_BYTES", bytes.untilNext(bounds.bytes(), now));
        }
        return requests.tryTake(bounds.requests(), now)
                ? null
                : refused("REQUESTS", requests.untilNext(bounds.requests(), now));
    }

    /**
     * A plain request was answered.
     *
     * @param length of the answer's body, in bytes
     */
    public void answered(long length) {
        bytes.charge(bounds.bytes(), length, node.now());
    }

    /** {@return until when this address gets nothing at all, or null if it is not cut off} */
    public @Nullable Refusal cutOff() {
        long left = cutOffUntil.get() - node.now();
        return left > 0 ? new Refusal(false, Duration.ofNanos(left)) : null;
    }

    private Refusal refused(String limit, Duration retryAfter) {
        refuse(limit);
        return new Refusal(false, retryAfter);
    }

    /** Always false. */
    private boolean refuse(String limit) {
        node.guard().refused(limit, name);
        long now = node.now();
        if (!refusals.tryTake(bounds.refusals(), now)) {
            refusals.forgive(now);
            cutOffUntil.set(now + bounds.cutOff().toNanos());
            node.guard().cutOff(name);
            COMPLAINTS.warn("an address goes on and on beyond its limits, it is cut off for a while", name);
        }
        return false;
    }

    private static boolean take(AtomicInteger places, int most) {
        if (places.incrementAndGet() <= most) {
            return true;
        }
        places.decrementAndGet();
        return false;
    }

    void asked(long now) {
        lastAsked = now;
    }

    /** Whether nothing is lost if it is forgotten: whoever has just been given it may be about to use it. */
    boolean isCalm(long now) {
        return now - lastAsked > AddressAccounts.QUIET_NANOS
                && connections.get() == 0
                && sessions.get() == 0
                && cutOffUntil.get() - now <= 0
                && handshakes.isCalm(now)
                && failedLogins.isCalm(now)
                && requests.isCalm(now)
                && bytes.isCalm(now)
                && refusals.isCalm(now);
    }

    @Override
    public String toString() {
        return name;
    }
}

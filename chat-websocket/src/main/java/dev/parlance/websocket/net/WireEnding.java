package dev.parlance.websocket.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.EventMask;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.jspecify.annotations.Nullable;

/** How far a wire is from its end: an object of its own only while it ends, so that an open wire keeps nothing for it. For its event loop only. */
final class WireEnding {
    static final WireEnding OPEN = new WireEnding(State.OPEN, 0, 0, false);
    static final WireEnding CLOSED = new WireEnding(State.CLOSED, 0, 0, false);

    /** However short a peer may pause, as long as it reads on it has this long altogether. */
    private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** What the kernel has taken is on its way for as long as a peer of this pace needs: a reset any sooner would lose it. */
    private static final long SLOWEST_BYTES_A_SECOND = 16 * 1024;

    private enum State {
        OPEN,
        /** Writes what waits, then lingers. */
        ENDING,
        /** Has written all and waits for the peer's end: closing with unread input would reset the connection and lose what was written. */
        LINGERING,
        CLOSED
    }

    private final boolean agreed;
    private final long pause;
    private final long last;
    private State state;
    private long deadline;

    private WireEnding(State state, long pause, long last, boolean agreed) {
        this.state = state;
        this.pause = pause;
        this.last = last;
        this.agreed = agreed;
    }

    /**
     * Of a wire that begins to end.
     *
     * @param now {@link System#nanoTime()}
     * @param millis how long the peer may take none of what waits
     * @param agreed whether the peer has said that it will send nothing more, so that its end is not waited for
     */
    static WireEnding begun(long now, long millis, boolean agreed) {
        long pause = TimeUnit.MILLISECONDS.toNanos(millis);
        WireEnding ending = new WireEnding(State.ENDING, pause, now + Math.max(pause, ENDING_NANOS), agreed);
        ending.taken(now);
        return ending;
    }

    /** The peer has taken some of what waits. */
    void taken(long now) {
        within(now, pause);
    }

    private void within(long now, long nanos) {
        long wanted = now + nanos;
        deadline = wanted - last < 0 ? wanted : last;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isEnding() {
        return state == State.ENDING;
    }

    boolean isLingering() {
        return state == State.LINGERING;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    boolean isOverdue(long now) {
        return now - deadline > 0;
    }

    /**
     * Everything is written. TLS says goodbye by itself; a plain socket sends its end and waits for the peer's. Only of a wire that {@linkplain #isEnding() is ending}.
     *
     * @param now {@link System#nanoTime()}
     * @param plain the socket, or null if what is written is encrypted
     * @param written how many bytes the kernel has taken, as far as it is known: so much may still be on its way
     */
    void linger(long now, ProtocolIOSession session, @Nullable SocketChannel plain, int written) throws IOException {
        state = State.LINGERING;
        within(now, LINGER_NANOS + TimeUnit.SECONDS.toNanos(written) / SLOWEST_BYTES_A_SECOND);
        boolean peerEnded = (session.getEventMask() & EventMask.READ) == 0;
        if (plain == null || agreed || peerEnded) {
            session.close(CloseMode.GRACEFUL);
        } else {
            plain.shutdownOutput();
        }
    }
}

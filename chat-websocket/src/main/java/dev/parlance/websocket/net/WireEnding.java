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
    static final WireEnding OPEN = new WireEnding(State.OPEN, 0, false);
    static final WireEnding CLOSED = new WireEnding(State.CLOSED, 0, false);

    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private enum State {
        OPEN,
        /** Writes what waits, then lingers. */
        ENDING,
        /** Has written all and waits for the peer's end: closing with unread input would reset the connection and lose what was written. */
        LINGERING,
        CLOSED
    }

    private final boolean agreed;
    private State state;
    private long deadline;

    private WireEnding(State state, long deadline, boolean agreed) {
        this.state = state;
        this.deadline = deadline;
        this.agreed = agreed;
    }

    /**
     * Of a wire that begins to end.
     *
     * @param millis how long the peer may take to read what waits
     * @param agreed whether the peer has said that it will send nothing more, so that its end is not waited for
     */
    static WireEnding begun(long millis, boolean agreed) {
        return new WireEnding(State.ENDING, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), agreed);
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
     * @param plain the socket, or null if what is written is encrypted
     */
    void linger(ProtocolIOSession session, @Nullable SocketChannel plain) throws IOException {
        state = State.LINGERING;
        deadline = System.nanoTime() + LINGER_NANOS;
        boolean peerEnded = (session.getEventMask() & EventMask.READ) == 0;
        if (plain == null || agreed || peerEnded) {
            session.close(CloseMode.GRACEFUL);
        } else {
            plain.shutdownOutput();
        }
    }
}

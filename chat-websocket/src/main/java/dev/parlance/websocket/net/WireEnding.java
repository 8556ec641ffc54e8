package dev.parlance.websocket.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.EventMask;
import org.apache.hc.core5.reactor.ProtocolIOSession;

/** How far a wire is from its end. For its event loop only. */
final class WireEnding {
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private enum State {
        OPEN,
        /** Writes what waits, then lingers. */
        ENDING,
        /** Has written all and waits for the peer's end: closing with unread input would reset the connection and lose what was written. */
        LINGERING,
        CLOSED
    }

    private final ProtocolIOSession session;
    private final boolean tls;
    private State state = State.OPEN;
    private boolean agreed;
    private long deadline;

    WireEnding(ProtocolIOSession session, boolean tls) {
        this.session = session;
        this.tls = tls;
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

    /** The peer has said that it will send nothing more, so its end is not waited for. */
    void agree() {
        agreed = true;
    }

    void begin(long millis) {
        state = State.ENDING;
        deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Everything is written. TLS says goodbye by itself; a plain socket sends its end and waits for the peer's. */
    void linger() throws IOException {
        state = State.LINGERING;
        deadline = System.nanoTime() + LINGER_NANOS;
        boolean peerEnded = (session.getEventMask() & EventMask.READ) == 0;
        if (tls || agreed || peerEnded || !(session.channel() instanceof SocketChannel channel)) {
            session.close(CloseMode.GRACEFUL);
        } else {
            channel.shutdownOutput();
        }
    }

    void close() {
        state = State.CLOSED;
    }
}

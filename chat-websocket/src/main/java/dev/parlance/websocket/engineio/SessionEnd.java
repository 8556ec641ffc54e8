package dev.parlance.websocket.engineio;

import dev.parlance.transport.CloseReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a session is from its end, and the two ways there: at once, when something has failed, or in order, after all that was sent before. Polling, that may take
 * many polls, which the client is given the time for; an upgrade that is completed meanwhile takes what waits with it. For the session's event loop.
 */
final class SessionEnd {
    private enum State {
        OPEN,
        /** Closed for the application; a polling client has yet to come for what waits, and to hear it. */
        CLOSING,
        CLOSED
    }

    private final LiveSession session;
    private final SessionEnvironment environment;
    private final Registration place;
    private final Heartbeat heartbeat;
    private final HandlerCalls handler;
    private final Alarm patience;
    private State state = State.OPEN;
    private @Nullable Departure departure;

    SessionEnd(
            LiveSession session,
            SessionEnvironment environment,
            Registration place,
            Heartbeat heartbeat,
            HandlerCalls handler) {
        this.session = session;
        this.environment = environment;
        this.place = place;
        this.heartbeat = heartbeat;
        this.handler = handler;
        this.patience = environment.timers().alarm(session.loop());
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isClosing() {
        return state == State.CLOSING;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** A polling client has to come again, or is not one. */
    void expectRequest() {
        patience.set(
                environment.settings().firstRequestTimeout(),
                () -> session.fail(Ending.TRANSPORT_CLOSE, CloseReason.TIMED_OUT.code()));
    }

    /** The client has come, over whichever transport. */
    void used() {
        if (state == State.OPEN) {
            patience.clear();
        }
    }

    /** Closes in order. */
    void close(Transport transport, Ending ending, int code, String reason) {
        if (state == State.OPEN) {
            begin(ending, code, reason);
            if (transport.close(code, reason)) {
                over();
            } else {
                awaitPoll(Departure.NEXT_POLL);
            }
        }
    }

    /** A poll has come for what waits. */
    void polled() {
        if (state == State.CLOSING) {
            awaitPoll(Departure.NEXT_POLL);
        }
    }

    /** The client says that it goes. */
    void goodbye(Transport transport) {
        if (transport instanceof PollingTransport) {
            begin(Ending.TRANSPORT_CLOSE, WebSocketTransport.GOING_AWAY, "the client goes");
            letGo(transport);
        } else {
            session.fail(Ending.TRANSPORT_CLOSE, WebSocketTransport.GOING_AWAY);
        }
    }

    /**
     * The client has said that it goes, perhaps after the server has. Its last poll is not answered with the same word; as that comes on another connection, it
     * may still be on its way.
     */
    void letGo(Transport transport) {
        if (transport instanceof PollingTransport polling) {
            polling.takeAll();
            if (polling.end(Packets.NOOP_FRAME)) {
                over();
            } else {
                session.endUpgrade(WebSocketTransport.GOING_AWAY, "the client goes");
                awaitPoll(Departure.LET_GO);
            }
        }
    }

    /** A WebSocket has taken over, with all that waited: if the session is closing, it hears the last word now. */
    void changedTo(Transport transport) {
        Departure begun = departure;
        if (state == State.CLOSING && begun != null) {
            over();
            transport.close(begun.code(), begun.reason());
        }
    }

    /** Ends at once: what waits is lost. */
    void fail(Transport transport, Ending ending, int code) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        heartbeat.stop();
        patience.clear();
        session.endUpgrade(code, ending.text());
        if (transport instanceof PollingTransport polling) {
            polling.takeAll();
            polling.release(Packets.CLOSE_FRAME);
        } else {
            transport.close(code, ending.text());
        }
        place.end();
        handler.end(ending);
    }

    /** All has been said, or nobody comes to hear it. */
    void over() {
        state = State.CLOSED;
        patience.clear();
        Departure begun = departure;
        if (begun != null) {
            session.endUpgrade(begun.code(), begun.reason());
        }
        session.releaseWaiting();
        place.end();
    }

    private void begin(Ending ending, int code, String reason) {
        state = State.CLOSING;
        departure = Departure.at(environment.timers().now(), code, reason);
        heartbeat.stop();
        handler.end(ending);
    }

    private void awaitPoll(Duration time) {
        Departure begun = departure;
        if (begun != null) {
            patience.set(begun.patience(environment.timers().now(), time), this::over);
        }
    }
}

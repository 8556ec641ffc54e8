package dev.parlance.websocket.engineio;

import dev.parlance.transport.CloseReason;

/** Why a session has ended, in the words that Socket.IO's clients and servers know. */
public enum Ending {
    /** The client said goodbye, or its connection was closed. */
    TRANSPORT_CLOSE("transport close"),
    /** The client broke the rules of its transport. */
    TRANSPORT_ERROR("transport error"),
    /** No pong came in time. */
    PING_TIMEOUT(CloseReason.TIMED_OUT.socketIo()),
    /** A packet was malformed. */
    PARSE_ERROR("parse error"),
    /** More waited for the client than may. */
    SLOW_CONSUMER(CloseReason.SLOW_CONSUMER.socketIo()),
    /** The node holds too much that is not complete. */
    OVERLOADED(CloseReason.OVERLOADED.socketIo()),
    /** The login is over. */
    LOGIN_EXPIRED(CloseReason.LOGIN_EXPIRED.socketIo()),
    /** The host closed it, and it may come back. */
    CLOSED_FOR_NOW(CloseReason.CLOSED_FOR_NOW.socketIo()),
    /** The server closed it. */
    FORCED_CLOSE(CloseReason.SERVER_FAULT.socketIo()),
    /** The server stops. */
    SERVER_SHUTDOWN(CloseReason.SHUTDOWN.socketIo());

    private final String text;

    Ending(String text) {
        this.text = text;
    }

    /**
     * The end of a connection that the engine closes.
     *
     * @param reason one after which the client may come back; of others there is no such end, they leave their namespaces
     * @return that of the reason's words
     */
    static Ending of(CloseReason reason) {
        for (Ending ending : values()) {
            if (ending.text.equals(reason.socketIo())) {
                return ending;
            }
        }
        throw new IllegalArgumentException("no connection is closed for " + reason);
    }

    /** {@return the words of Socket.IO's clients and servers for it} */
    public String text() {
        return text;
    }
}

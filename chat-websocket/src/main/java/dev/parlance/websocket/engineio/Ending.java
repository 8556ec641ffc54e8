package dev.parlance.websocket.engineio;

/** Why a session has ended, in the words that Socket.IO's clients and servers know. */
public enum Ending {
    /** The client said goodbye, or its connection was closed. */
    TRANSPORT_CLOSE("transport close"),
    /** The client broke the rules of its transport. */
    TRANSPORT_ERROR("transport error"),
    /** No pong came in time. */
    PING_TIMEOUT("ping timeout"),
    /** A packet was malformed. */
    PARSE_ERROR("parse error"),
    /** More waited for the client than may. */
    SLOW_CONSUMER("slow consumer"),
    /** The node holds too much that is not complete. */
    OVERLOADED("overloaded"),
    /** The server closed it. */
    FORCED_CLOSE("forced close"),
    /** The server stops. */
    SERVER_SHUTDOWN("server shutting down");

    private final String text;

    Ending(String text) {
        this.text = text;
    }

    /**
     * In words.
     *
     * @return as Socket.IO has them
     */
    public String text() {
        return text;
    }
}

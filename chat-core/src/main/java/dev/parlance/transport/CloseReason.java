package dev.parlance.transport;

/** Why the engine ends a connection, with the code that says whether to come back (4000 to 4499: yes, 4500 to 4999: no). */
public enum CloseReason {
    /** The server stops (RFC 6455, section 7.4.1). */
    SHUTDOWN(1001, "the server stops"),
    /** A fault of the server, or of the transport's own code (RFC 6455, section 7.4.1). */
    SERVER_FAULT(1011, "a fault of the server"),
    /** More waited for this connection than it may. */
    SLOW_CONSUMER(4000, "slow consumer"),
    /** Nothing was heard for too long. */
    TIMED_OUT(4001, "nothing heard for too long"),
    /** The server has more to do than it may queue. */
    OVERLOADED(4002, "overloaded"),
    /** The host application said so. */
    CLOSED_BY_HOST(4500, "closed by the host application"),
    /** No authentication in time. */
    NOT_AUTHENTICATED(4501, "did not authenticate in time"),
    /** The host refused its credentials too often. */
    LOGIN_REFUSED(4502, "credentials were refused too often");

    private final int code;
    private final String text;

    CloseReason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /**
     * The close code of a WebSocket.
     *
     * @return 1001, 1011 or 4000 to 4999
     */
    public int code() {
        return code;
    }

    /**
     * Whether the client should come back by itself.
     *
     * @return false if it would only be closed again
     */
    public boolean mayComeBack() {
        return code < 4500;
    }

    /**
     * In words.
     *
     * @return at most 123 bytes of UTF-8, so that it fits a close frame
     */
    public String text() {
        return text;
    }
}

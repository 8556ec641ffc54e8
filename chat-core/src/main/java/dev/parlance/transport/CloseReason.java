package dev.parlance.transport;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.nio.charset.StandardCharsets;

/**
 * Why the engine ends a connection, and what a transport does about it: with which code and words it closes, and whether the client is to come back. A
 * transport asks here and keeps no list of reasons of its own, so that one more reason needs nothing of it.
 */
public enum CloseReason {
    /** The server stops (RFC 6455, section 7.4.1). */
    SHUTDOWN(1001, Return.LATER, "the server stops", "server shutting down"),
    /** A fault of the server, or of the transport's own code (RFC 6455, section 7.4.1). */
    SERVER_FAULT(1011, Return.LATER, "a fault of the server", "forced close"),
    /** More waited for this connection than it may. */
    SLOW_CONSUMER(4000, Return.AT_ONCE, "slow consumer", "slow consumer"),
    /** Nothing was heard for too long. */
    TIMED_OUT(4001, Return.AT_ONCE, "nothing heard for too long", "ping timeout"),
    /** The server has more to do than it may queue. */
    OVERLOADED(4002, Return.LATER, "overloaded", "overloaded"),
    /** The login is not good any more and was not renewed: the client comes back with another proof, or is told that the old one is nobody's. */
    LOGIN_EXPIRED(4003, Return.AT_ONCE, "the login has expired, log in anew", "login expired"),
    /** The host application said so, and that the client may come back. */
    CLOSED_FOR_NOW(4004, Return.LATER, "closed by the host application for now", "closed for now"),
    /** The host application said so. */
    CLOSED_BY_HOST(4500, Return.NEVER, "closed by the host application", CloseReason.TURNED_OUT),
    /** No authentication in time. */
    NOT_AUTHENTICATED(4501, Return.NEVER, "did not authenticate in time", CloseReason.TURNED_OUT),
    /** The host refused its credentials too often. */
    LOGIN_REFUSED(4502, Return.NEVER, "credentials were refused too often", CloseReason.TURNED_OUT),
    /** It went on asking for more than it may although it was refused again and again. */
    TOO_MANY_REQUESTS(4503, Return.NEVER, "too many requests beyond the limits", CloseReason.TURNED_OUT);

    /** How many bytes of UTF-8 the words beside a reason may have: what a WebSocket's close frame takes (RFC 6455, section 5.5). */
    public static final int MAX_WORDS = 123;

    private static final String TURNED_OUT = "server namespace disconnect";

    private final int code;
    private final Return comeBack;
    private final String text;
    private final String socketIo;

    CloseReason(int code, Return comeBack, String text, String socketIo) {
        this.code = code;
        this.comeBack = comeBack;
        this.text = text;
        this.socketIo = socketIo;
    }

    /** Whether a client comes back by itself after its connection was closed. */
    public enum Return {
        /** Yes, with a delay that grows from try to try; what it missed it gets then. */
        AT_ONCE,
        /** Yes, and after a random delay even the first time: many come back together, or the server is to get a rest. */
        LATER,
        /** No: it would only be closed again. The client's user has to do something. */
        NEVER
    }

    /**
     * The close code of a WebSocket; a transport without such codes tells its client what {@link #comeBack} says by its own means.
     *
     * @return 1001, 1011, 4000 to 4499 for a client that may come back, 4500 to 4999 for one that may not
     */
    public int code() {
        return code;
    }

    /**
     * Whether the client is to come back by itself. Where a library of the client's does that whenever a connection is lost, a transport has to say {@link
     * Return#NEVER} before it closes.
     *
     * @return when, if at all
     */
    public Return comeBack() {
        return comeBack;
    }

    /**
     * Whether the client is to come back by itself, soon or late.
     *
     * @return false for {@link Return#NEVER}
     */
    public boolean mayComeBack() {
        return comeBack != Return.NEVER;
    }

    /**
     * In words.
     *
     * @return at most 123 bytes of ASCII, so that it fits a close frame
     */
    public String text() {
        return text;
    }

    /**
     * Looks at words that are to stand in the place of a reason's own.
     *
     * @param words what a client is to be told, or nothing
     * @return the same
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} if they do not fit a close frame, or have control characters
     */
    public static String requireWords(String words) {
        int bytes = words.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_WORDS) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST,
                    "a reason to close must have at most " + MAX_WORDS + " bytes of UTF-8, this one has " + bytes);
        }
        if (words.chars().anyMatch(Character::isISOControl)) {
            throw new ChatException(ErrorCode.BAD_REQUEST, "a reason to close must not contain control characters");
        }
        return words;
    }

    /**
     * In the words of Socket.IO's servers, for whoever listens there to the end of a client.
     *
     * @return the reason of a {@code disconnect} event on the server's side
     */
    public String socketIo() {
        return socketIo;
    }
}

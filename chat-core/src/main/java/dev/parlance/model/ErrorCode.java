package dev.parlance.model;

/**
 * What can go wrong, the same in Java, on the wire and in {@code docs/PROTOCOL.md}. Names are never changed or used anew.
 */
public enum ErrorCode {
    /** Not JSON, not an object, a field missing or of the wrong type. */
    BAD_REQUEST(400),
    /** No request has that name. */
    UNKNOWN_EVENT(400),
    /** Not a {@link RoomId}. */
    INVALID_ROOM_ID(400),
    /** Not a {@link UserId} or a name. */
    INVALID_USER(400),
    /** An empty text, malformed metadata or client message id. */
    INVALID_MESSAGE(400),
    /** The text is over the limit. */
    MESSAGE_TOO_LONG(413),
    /** Something else came before authentication. */
    NOT_AUTHENTICATED(401),
    /** The host refused the credentials. */
    AUTHENTICATION_FAILED(401),
    /** A second authentication with another identity. */
    ALREADY_AUTHENTICATED(409),
    /** The host does not allow it. */
    FORBIDDEN(403),
    /** A policy of the host refused, under a code of its own. */
    REFUSED(403),
    /** The session has not joined the room. */
    NOT_IN_ROOM(403),
    /** The session is in as many rooms as it may be. */
    TOO_MANY_ROOMS(403),
    /** A client message id that stands for another text already. */
    ID_CONFLICT(409),
    /** No such message in the history. */
    MESSAGE_NOT_FOUND(404),
    /** There is no record of that room, or none that this user may know of. */
    ROOM_NOT_FOUND(404),
    /** There is a record of that room already. */
    ROOM_EXISTS(409),
    /** In a read-only room those alone write who keep it in order. */
    READ_ONLY(403),
    /** The room has as many members as it may have. */
    TOO_MANY_MEMBERS(403),
    /** The message has as many reactions, or as many different ones, as it may have. */
    TOO_MANY_REACTIONS(403),
    /** As many messages of the room are pinned as may be. */
    TOO_MANY_PINS(403),
    /** No such file, or none that this user may attach there. */
    FILE_NOT_FOUND(404),
    /** A file of a kind that is not taken. */
    FILE_TYPE_REFUSED(415),
    /** A file over the limit. */
    FILE_TOO_LARGE(413),
    /** The room would be without an owner. */
    LAST_OWNER(409),
    /** A room's record, or what shall be one, breaks a rule. */
    INVALID_ROOM(400),
    /** The message, or the room's record, has changed meanwhile: it is to be read again, for what was made from the state before is refused for ever. */
    EDIT_CONFLICT(409),
    /** The offset belongs to another epoch. */
    POSITION_LOST(410),
    /** Nothing at that address. */
    NOT_FOUND(404),
    /** The address has other methods. */
    METHOD_NOT_ALLOWED(405),
    /** The server is not asked under that host's name. */
    MISDIRECTED(421),
    /** A body over the limit. */
    PAYLOAD_TOO_LARGE(413),
    /** Too many requests in a short time. */
    RATE_LIMITED(429, true),
    /** The room is in slow mode, and the user has said something a short time ago. */
    SLOW_MODE(429, true),
    /** More to do than may be queued. */
    OVERLOADED(503, true),
    /** The store did not answer in time; each error says whether sending again is safe. */
    BROKER_UNAVAILABLE(503, true),
    /** The host application did not decide in time. */
    HOST_UNAVAILABLE(503, true),
    /** The server is about to stop. */
    SHUTTING_DOWN(503, true),
    /** A fault of the server. */
    INTERNAL_ERROR(500);

    private final int httpStatus;
    private final boolean retryable;

    ErrorCode(int httpStatus) {
        this(httpStatus, false);
    }

    ErrorCode(int httpStatus, boolean retryable) {
        this.httpStatus = httpStatus;
        this.retryable = retryable;
    }

    /**
     * The status of an HTTP answer with this error (RFC 9110, section 15).
     *
     * @return 400 to 599
     */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * Whether the same request may succeed later, unless the error itself says otherwise.
     *
     * @return the default of {@link ChatException#retryable()}
     */
    public boolean retryable() {
        return retryable;
    }
}

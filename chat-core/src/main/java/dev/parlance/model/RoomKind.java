package dev.parlance.model;

/** For whom a room is. The names are the wire's, in lower case. */
public enum RoomKind {
    /** For everyone: whoever comes is in. A room without a record is open. */
    OPEN,
    /** For its members alone. */
    PRIVATE,
    /** A private room of two users that has the id {@link RoomId#direct} gives; no room becomes one or ceases to be one. */
    DIRECT
}

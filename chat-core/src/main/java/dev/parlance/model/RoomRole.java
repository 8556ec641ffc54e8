package dev.parlance.model;

/** What a member is to a room. What each may do is a policy's affair; the names are the wire's, in lower case. */
public enum RoomRole {
    /** Whose room it is. A room that has an owner never loses its last one. */
    OWNER,
    /** Who keeps it in order. */
    MODERATOR,
    /** Who takes part. */
    MEMBER,
    /** Who looks on. */
    GUEST;

    /** {@return whether it keeps the room in order, as an owner and a moderator do} */
    public boolean keepsOrder() {
        return this == OWNER || this == MODERATOR;
    }
}

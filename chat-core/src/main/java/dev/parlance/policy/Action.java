package dev.parlance.policy;

import dev.parlance.model.RoomId;

/**
 * What a user wants to do and the host has to allow, see {@link Authorizer#permits}. The family grows with what clients can ask for: who decides by cases refuses what it does not know.
 */
public sealed interface Action {
    /** {@return the room that it is about} */
    RoomId roomId();

    /**
     * Enters a room, is seen there, and hears what is said. Asked at the join, again when the login was renewed, and by {@code ChatEngine.recheck}, which takes who may not any more out of the
     * room.
     *
     * @param roomId where
     */
    record Join(RoomId roomId) implements Action {}

    /**
     * Reads a room's history without being there, over REST. Who is in the room reads as a part of {@link Join}.
     *
     * @param roomId where
     */
    record Read(RoomId roomId) implements Action {}

    /**
     * Says something in a room that the user is in. Asked for every message.
     *
     * @param roomId where
     */
    record Send(RoomId roomId) implements Action {}

    /**
     * Shows others in a room that the user writes. Asked for the first {@code typing} in a room; a yes holds for that stay there, until the login was renewed or {@code ChatEngine.recheck} asks anew.
     *
     * @param roomId where
     */
    record Type(RoomId roomId) implements Action {}
}

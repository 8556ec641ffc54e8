package dev.parlance.broker;

import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;

/** What a node can listen to. */
public sealed interface Topic {
    /**
     * All that happens in a room: stored events, joins, leaves, signals.
     *
     * @param roomId the room
     */
    record Room(RoomId roomId) implements Topic {}

    /**
     * Signals to one user, wherever connected.
     *
     * @param userId the user
     */
    record Recipient(UserId userId) implements Topic {}

    /**
     * Signals that something happened in a room, for who follows it and is not in it: few and small, however much is said there.
     *
     * @param roomId the room
     */
    record Bell(RoomId roomId) implements Topic {}

    /**
     * Signals to all nodes.
     *
     * @param name what it is about
     */
    record Cluster(String name) implements Topic {}
}

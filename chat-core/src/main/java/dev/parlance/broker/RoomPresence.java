package dev.parlance.broker;

import dev.parlance.model.Presence;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Who is in which room, over all nodes. A part of {@link ChatBroker}, whose numbered rules it is under; small enough to be wrapped alone. What changes is told to the {@link BrokerListener}s of the
 * nodes that subscribed to the room, as {@link dev.parlance.model.RoomEvent.Joined} and {@link dev.parlance.model.RoomEvent.Left}: by whoever sweeps a dead node too. Each makes the next version, which
 * rises by one. A room in which nobody has been for ten minutes may count anew; whoever listens there is told a gap before that.
 */
public interface RoomPresence {
    /** How long a node that is not heard of is taken for alive. */
    Duration LEASE = Duration.ofSeconds(15);

    /**
     * Counts a user of this node in. Idempotent per node: a node enters a user once, however many sessions that user has there, and again when the name
     * has changed. What a broker itself repeats later (after an outage or when it was fenced) brings no older name back. B9.
     *
     * @param roomId where
     * @param user who
     * @return the presence version after it
     */
    CompletionStage<Long> enter(RoomId roomId, User user);

    /**
     * Counts a user of this node out. Idempotent. B9.
     *
     * @param roomId where
     * @param userId who
     * @return the presence version after it
     */
    CompletionStage<Long> leave(RoomId roomId, UserId userId);

    /**
     * Reads who is in a room.
     *
     * @param roomId which
     * @return the members with their version
     */
    CompletionStage<Presence> members(RoomId roomId);
}

package dev.parlance.redis.presence;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.RoomId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the store compare how many members of this node it holds in each room with how many this node has entered, a batch of rooms after the other. Where that
 * differs, somebody has deleted the room's keys or the node's: the members are then entered anew. For any thread.
 */
final class Comparison {
    private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final int BATCH = 100;

    private final NodeMembers nodeMembers;

    Comparison(NodeMembers nodeMembers) {
        this.nodeMembers = nodeMembers;
    }

    /** Never fails: what could not be compared will be the next time. */
    CompletionStage<Void> compare() {
        return compare(nodeMembers.rooms(), 0).exceptionally(error -> {
            LOG.debug("the members of this node could not be compared", error);
            return null;
        });
    }

    private CompletionStage<Void> compare(List<RoomId> rooms, int from) {
        if (from >= rooms.size()) {
            return CompletableFuture.completedStage(null);
        }
        int to = Math.min(from + BATCH, rooms.size());
        return nodeMembers
                .differing(rooms.subList(from, to))
                .thenCompose(this::settle)
                .thenCompose(done -> compare(rooms, to));
    }

    private CompletionStage<Void> settle(List<RoomId> differing) {
        return CompletableFuture.allOf(differing.stream()
                .map(room -> {
                    COMPLAINTS.warn(
                            "the store has not all members of this node in a room: they are entered anew", room);
                    return nodeMembers.settle(room).toCompletableFuture();
                })
                .toArray(CompletableFuture[]::new));
    }
}

package dev.parlance.watch;

import dev.parlance.model.Position;
import dev.parlance.model.RoomHead;

/**
 * Where a room stands, as its bell or its head says. Immutable.
 *
 * @param posts how many there were in this epoch
 * @param deletions how many of them were deleted, or {@link #UNKNOWN} if nothing was just now
 */
record RoomState(Position position, long posts, long deletions) {
    static final long UNKNOWN = -1;

    static RoomState of(RoomHead head) {
        return new RoomState(head.position(), head.posts(), head.deletions());
    }

    boolean isOf(RoomState other) {
        return position.epoch().equals(other.position.epoch());
    }

    /** Both, of the same epoch: of each number the greater one, as nodes tell in whichever order. */
    RoomState and(RoomState other) {
        return new RoomState(
                position.offset() >= other.position.offset() ? position : other.position,
                Math.max(posts, other.posts),
                Math.max(deletions, other.deletions));
    }
}

package dev.parlance.policy;

import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.util.concurrent.CompletionStage;

/** What users are to rooms, as the engine's room directory says: what a policy that goes by roles stands on. For use by any thread. */
@FunctionalInterface
public interface RoomStandings {
    /**
     * Looks it up. Of a room that someone of this node is in the answer is remembered, until the broker tells of a change there, which it does as quickly as it brings messages; should that get lost with
     * a line that broke, for 10 seconds. Of other rooms it is read each time.
     *
     * @param roomId where
     * @param userId who
     * @return what the user is to the room
     */
    CompletionStage<RoomStanding> of(RoomId roomId, UserId userId);
}

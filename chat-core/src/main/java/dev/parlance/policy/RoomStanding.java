package dev.parlance.policy;

import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import java.util.Optional;

/**
 * What a user is to a room.
 *
 * @param record the room's record, if it has one; without one it is open
 * @param role as what the record names the user, if it does
 */
public record RoomStanding(Optional<RoomRecord> record, Optional<RoomRole> role) {}

package dev.parlance.redis.presence;

import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;

/** A user of this node in a room. A value. */
record UserInRoom(RoomId room, UserId user) {}

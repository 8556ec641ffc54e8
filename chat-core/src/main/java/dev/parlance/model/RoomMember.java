package dev.parlance.model;

import java.time.Instant;

/**
 * Someone whom a room's record names, present or not.
 *
 * @param userId who
 * @param role as what
 * @param since from when on this user has been a member, in whichever role; by the store's clock, to the millisecond
 */
public record RoomMember(UserId userId, RoomRole role, Instant since) {}

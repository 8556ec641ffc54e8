package dev.parlance.model;

/**
 * That something happened in a room, for who follows it and is not in it. Immutable.
 *
 * @param roomId where
 * @param position where its log stands
 * @param posts the number of the newest post in that epoch
 * @param deleted whether messages were deleted since this was told last, of which some may have been unread
 */
public record Activity(RoomId roomId, Position position, long posts, boolean deleted) {}

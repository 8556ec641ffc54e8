package dev.parlance.model;

/**
 * What is behind a user's mark in a room.
 *
 * @param mark up to where the user has read
 * @param unread how many messages were posted after it, without those that were deleted since; never below 0
 * @param mentions how many of the messages after it mention the user, or the whole room; never below 0
 */
public record UnreadCount(ReadMark mark, long unread, long mentions) {
    /**
     * Lifts to 0 what would be below: the two halves of a subtraction may have been read at two moments.
     *
     * @param mark as above
     * @param unread as above
     * @param mentions as above
     */
    public UnreadCount {
        unread = Math.max(0, unread);
        mentions = Math.max(0, mentions);
    }
}

package dev.parlance.model;

import java.util.List;

/**
 * Some of the rooms that a user follows.
 *
 * @param rooms in the order of the rooms' ids, as the store sorts them: the same on all nodes
 * @param hasMore whether there are more behind them
 */
public record FollowedPage(List<FollowedRoom> rooms, boolean hasMore) {
    /** The most rooms of one page. */
    public static final int MAX_LIMIT = 1_000;

    /**
     * Copies the list.
     *
     * @param rooms as above
     * @param hasMore as above
     */
    public FollowedPage {
        rooms = List.copyOf(rooms);
    }
}

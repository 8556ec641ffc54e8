package dev.parlance.model;

import java.util.List;

/**
 * Some of the users who did something.
 *
 * @param users in the order of their ids, as the store sorts them: the same on all nodes
 * @param hasMore whether there are more behind them
 */
public record UserPage(List<UserId> users, boolean hasMore) {
    /** The most users of one page. */
    public static final int MAX_LIMIT = 1_000;

    /**
     * Copies the list.
     *
     * @param users as above
     * @param hasMore as above
     */
    public UserPage {
        users = List.copyOf(users);
    }

    /**
     * Checks how much is asked for.
     *
     * @param limit how many users at the most
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} unless it is 1 to {@value #MAX_LIMIT}
     */
    public static void requireLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ChatException(ErrorCode.BAD_REQUEST, "limit must be a whole number from 1 to " + MAX_LIMIT);
        }
    }
}

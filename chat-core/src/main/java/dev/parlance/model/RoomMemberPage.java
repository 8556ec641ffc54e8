package dev.parlance.model;

import java.util.List;

/**
 * Some of a room's members, see {@link dev.parlance.broker.RoomDirectory#roomMembers}.
 *
 * @param members in the directory's order
 * @param hasMore whether there are more behind them
 */
public record RoomMemberPage(List<RoomMember> members, boolean hasMore) {
    /** The most members of one page. */
    public static final int MAX_LIMIT = 1000;

    /**
     * Copies the list.
     *
     * @param members as above
     * @param hasMore as above
     */
    public RoomMemberPage {
        members = List.copyOf(members);
    }
}

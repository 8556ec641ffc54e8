package dev.parlance.model;

import java.util.List;

/** Rooms that somebody is in, as the nodes tell. Immutable. */
public final class RoomListing {
    private final List<RoomInfo> rooms;
    private final boolean hasMore;
    private final List<String> silentNodes;

    private RoomListing(List<RoomInfo> rooms, boolean hasMore, List<String> silentNodes) {
        this.rooms = List.copyOf(rooms);
        this.hasMore = hasMore;
        this.silentNodes = List.copyOf(silentNodes);
    }

    /**
     * Puts together what was told.
     *
     * @param rooms in the order of their ids
     * @param hasMore whether others follow
     * @param silentNodes the nodes that have not answered in time
     * @return all of it
     */
    public static RoomListing of(List<RoomInfo> rooms, boolean hasMore, List<String> silentNodes) {
        return new RoomListing(rooms, hasMore, silentNodes);
    }

    /** {@return the rooms, in the order of their ids ({@link String#compareTo}), none of them twice} */
    public List<RoomInfo> rooms() {
        return rooms;
    }

    /** {@return whether there are rooms behind the last one} */
    public boolean hasMore() {
        return hasMore;
    }

    /** {@return the nodes that have not answered in time, whose rooms and connections are missing here} */
    public List<String> silentNodes() {
        return silentNodes;
    }

    @Override
    public String toString() {
        return "RoomListing[" + rooms + (hasMore ? " and more" : "") + ", silent nodes " + silentNodes + "]";
    }
}

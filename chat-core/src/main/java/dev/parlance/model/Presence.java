package dev.parlance.model;

import java.util.List;

/** Who is in a room, as of one version. Each join, each new name and each leave, counted per user
 * and not per connection, makes the next version. */
public final class Presence {
    private final RoomId roomId;
    private final long version;
    private final List<User> members;

    private Presence(RoomId roomId, long version, List<User> members) {
        this.roomId = roomId;
        this.version = version;
        this.members = List.copyOf(members);
    }

    /**
     * Returns a room's presence; for brokers.
     *
     * @param roomId the room
     * @param version 0 before the first join, then one more with each join, new name and leave; comparable as long as someone is in the room or listens
     * @param members each user once, in the order of joining
     * @return the presence
     */
    public static Presence of(RoomId roomId, long version, List<User> members) {
        return new Presence(roomId, version, members);
    }

    /**
     * The room.
     *
     * @return its id
     */
    public RoomId roomId() {
        return roomId;
    }

    /**
     * The version that this is of.
     *
     * @return 0 or more
     */
    public long version() {
        return version;
    }

    /**
     * Who is here.
     *
     * @return each user once, in the order of joining, immutable
     */
    public List<User> members() {
        return members;
    }

    @Override
    public String toString() {
        return "Presence[" + roomId + " v" + version + " " + members + "]";
    }
}

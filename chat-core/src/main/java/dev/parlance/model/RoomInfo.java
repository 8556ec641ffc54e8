package dev.parlance.model;

/** How many are in a room at the moment. Immutable. */
public final class RoomInfo {
    private final RoomId id;
    private final int present;
    private final int connections;

    private RoomInfo(RoomId id, int present, int connections) {
        this.id = id;
        this.present = present;
        this.connections = connections;
    }

    /**
     * Says how many there are.
     *
     * @param id of the room
     * @param present how many users
     * @param connections how many connections
     * @return the counts
     */
    public static RoomInfo of(RoomId id, int present, int connections) {
        return new RoomInfo(id, present, connections);
    }

    /** {@return which room} */
    public RoomId id() {
        return id;
    }

    /** {@return how many users are in it, over all nodes, those included whose connection was lost a moment ago} */
    public int present() {
        return present;
    }

    /** {@return how many connections are in it, on all nodes that have answered} */
    public int connections() {
        return connections;
    }

    @Override
    public String toString() {
        return "room " + id + ": " + present + " present, " + connections + " connections";
    }
}

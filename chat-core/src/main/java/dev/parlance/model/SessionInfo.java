package dev.parlance.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One open connection of a user, as the node that has it tells. Immutable. */
public final class SessionInfo {
    private final String id;
    private final String node;
    private final Instant since;
    private final @Nullable String remoteAddress;
    private final List<RoomId> rooms;
    private final int roomCount;

    private SessionInfo(Builder builder) {
        this.id = builder.id;
        this.node = builder.node;
        this.since = builder.since;
        this.remoteAddress = builder.remoteAddress;
        this.rooms = builder.rooms;
        this.roomCount = Math.max(builder.roomCount, builder.rooms.size());
    }

    /**
     * Starts a session's description.
     *
     * @param id how the session is called
     * @param node which node has it
     * @param since when it was opened
     * @return a builder, for one thread
     */
    public static Builder builder(String id, String node, Instant since) {
        return new Builder(id, node, since);
    }

    /** {@return how the session is called, on all nodes and for ever: letters, digits and hyphens} */
    public String id() {
        return id;
    }

    /** {@return how the node calls itself that has it, anew with each start} */
    public String node() {
        return node;
    }

    /** {@return when the connection was opened, by its node's clock, to the millisecond} */
    public Instant since() {
        return since;
    }

    /** {@return where it comes from, if its transport says so ({@code remoteAddress})} */
    public Optional<String> remoteAddress() {
        return Optional.ofNullable(remoteAddress);
    }

    /** {@return the rooms that it is in; of many the first, some dozens} */
    public List<RoomId> rooms() {
        return rooms;
    }

    /** {@return in how many rooms it is} */
    public int roomCount() {
        return roomCount;
    }

    @Override
    public String toString() {
        return "session " + id + " since " + since;
    }

    /** Collects what there is to say about a {@link SessionInfo}; not safe for use by several threads. */
    public static final class Builder {
        private final String id;
        private final String node;
        private final Instant since;
        private @Nullable String remoteAddress;
        private List<RoomId> rooms = List.of();
        private int roomCount;

        private Builder(String id, String node, Instant since) {
            this.id = id;
            this.node = node;
            this.since = since;
        }

        /**
         * Says where it comes from.
         *
         * @param value as the transport says, or null
         * @return this
         */
        public Builder remoteAddress(@Nullable String value) {
            remoteAddress = value;
            return this;
        }

        /**
         * Says which rooms it is in.
         *
         * @param first some of them
         * @param count how many there are
         * @return this
         */
        public Builder rooms(List<RoomId> first, int count) {
            rooms = List.copyOf(first);
            roomCount = count;
            return this;
        }

        /** {@return the description} */
        public SessionInfo build() {
            return new SessionInfo(this);
        }
    }
}

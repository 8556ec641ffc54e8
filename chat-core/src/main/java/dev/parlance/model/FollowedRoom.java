package dev.parlance.model;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A room that a user follows, as it stands in a list of such rooms. Immutable. */
public final class FollowedRoom {
    private final RoomHead head;
    private final UnreadCount unread;
    private final @Nullable RoomRecord room;
    private final @Nullable Message last;
    private final @Nullable Profile peer;

    private FollowedRoom(Builder builder) {
        this.head = builder.head;
        this.unread = builder.unread;
        this.room = builder.room;
        this.last = builder.last;
        this.peer = builder.peer;
    }

    /**
     * Starts a room.
     *
     * @param head where it stands
     * @param unread what of it the user has yet to read
     * @return a builder, for one thread
     */
    public static Builder builder(RoomHead head, UnreadCount unread) {
        return new Builder(head, unread);
    }

    /** {@return which room} */
    public RoomId roomId() {
        return head.roomId();
    }

    /** {@return for whom it is; open to all if it has no record} */
    public RoomKind kind() {
        return room == null ? RoomKind.OPEN : room.kind();
    }

    /** {@return what it is called, if its record says so} */
    public Optional<String> name() {
        return Optional.ofNullable(room).flatMap(RoomRecord::name);
    }

    /** {@return what it is about, if its record says so} */
    public Optional<String> topic() {
        return Optional.ofNullable(room).flatMap(RoomRecord::topic);
    }

    /** {@return where a picture of it is, if its record says so} */
    public Optional<URI> picture() {
        return Optional.ofNullable(room).flatMap(RoomRecord::picture);
    }

    /** {@return where its log stands} */
    public Position position() {
        return head.position();
    }

    /** {@return how many posts there were in this epoch of it} */
    public long posts() {
        return head.posts();
    }

    /** {@return the user's mark and what is behind it} */
    public UnreadCount unread() {
        return unread;
    }

    /** {@return what was said last and is not deleted, under the name that its author is to be shown with} */
    public Optional<Message> last() {
        return Optional.ofNullable(last);
    }

    /** {@return the other one of a direct room, if something is known of that user} */
    public Optional<Profile> peer() {
        return Optional.ofNullable(peer);
    }

    @Override
    public String toString() {
        return "FollowedRoom[" + head + ", " + unread + "]";
    }

    /** Collects a {@link FollowedRoom}; not safe for use by several threads. */
    public static final class Builder {
        private final RoomHead head;
        private final UnreadCount unread;
        private @Nullable RoomRecord room;
        private @Nullable Message last;
        private @Nullable Profile peer;

        private Builder(RoomHead head, UnreadCount unread) {
            this.head = head;
            this.unread = unread;
            this.last = head.last().orElse(null);
        }

        /**
         * Says what it is known for.
         *
         * @param value its record, or null if it has none
         * @return this
         */
        public Builder room(@Nullable RoomRecord value) {
            this.room = value;
            return this;
        }

        /**
         * Says what was said last.
         *
         * @param value under the name that its author is to be shown with; default: that of the head, as it was posted
         * @return this
         */
        public Builder last(@Nullable Message value) {
            this.last = value;
            return this;
        }

        /**
         * Says who the other one of a direct room is.
         *
         * @param value what is known of that user, or null
         * @return this
         */
        public Builder peer(@Nullable Profile value) {
            this.peer = value;
            return this;
        }

        /** {@return the room} */
        public FollowedRoom build() {
            return new FollowedRoom(this);
        }
    }
}

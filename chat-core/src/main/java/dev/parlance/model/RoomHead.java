package dev.parlance.model;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a room's log stands, in numbers: what a count of the unread is taken from without reading a message. Immutable. */
public final class RoomHead {
    private final RoomId roomId;
    private final Position position;
    private final long posts;
    private final long deletions;
    private final @Nullable Message last;
    private final Since since;

    private RoomHead(Builder builder) {
        this.roomId = builder.roomId;
        this.position = builder.position;
        this.posts = builder.posts;
        this.deletions = builder.deletions;
        this.last = builder.last;
        this.since = builder.since;
    }

    /**
     * What there is behind a position that was asked about.
     *
     * @param known whether it is a position of this log; if not, or if none was asked about, all is counted from the beginning of the epoch
     * @param number of the newest post up to there, see {@link Message#number}: 0 if there is none; of what the history has forgotten, one less than the oldest that it has
     * @param deleted how many posts after it were deleted, of the last 4,096 deletions
     * @param roomMentions how many posts after it mention the whole room
     */
    public record Since(boolean known, long number, long deleted, long roomMentions) {
        /** Nobody asked, and nothing was counted. */
        public static final Since UNASKED = new Since(false, 0, 0, 0);
    }

    /**
     * Starts a head; for brokers.
     *
     * @param roomId whose
     * @param position where the log stands
     * @return a builder, for one thread
     */
    public static Builder builder(RoomId roomId, Position position) {
        return new Builder(roomId, position);
    }

    /** {@return whose it is} */
    public RoomId roomId() {
        return roomId;
    }

    /** {@return where the log stands} */
    public Position position() {
        return position;
    }

    /** {@return how many posts there were in this epoch: the number of the newest} */
    public long posts() {
        return posts;
    }

    /** {@return how many posts of this epoch were deleted} */
    public long deletions() {
        return deletions;
    }

    /** {@return the newest post that the history has and that was not deleted, in its latest state; never an older one that was changed since} */
    public Optional<Message> last() {
        return Optional.ofNullable(last);
    }

    /** {@return what is behind the position that was asked about} */
    public Since since() {
        return since;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoomHead that
                && roomId.equals(that.roomId)
                && position.equals(that.position)
                && posts == that.posts
                && deletions == that.deletions
                && Objects.equals(last, that.last)
                && since.equals(that.since);
    }

    @Override
    public int hashCode() {
        return Objects.hash(roomId, position, since);
    }

    @Override
    public String toString() {
        return "RoomHead[" + roomId + " at " + position.epoch() + "-" + position.offset() + " #" + posts + ", "
                + deletions + " deleted, last " + last + ", " + since + "]";
    }

    /** Collects a {@link RoomHead}; not safe for use by several threads. */
    public static final class Builder {
        private final RoomId roomId;
        private final Position position;
        private long posts;
        private long deletions;
        private @Nullable Message last;
        private Since since = Since.UNASKED;

        private Builder(RoomId roomId, Position position) {
            this.roomId = roomId;
            this.position = position;
        }

        /**
         * Counts what was posted in this epoch, and what of it was deleted.
         *
         * @param posted how many posts
         * @param deleted how many of them
         * @return this
         */
        public Builder posts(long posted, long deleted) {
            this.posts = posted;
            this.deletions = deleted;
            return this;
        }

        /**
         * Says what was said last.
         *
         * @param value the newest that is not deleted, or null
         * @return this
         */
        public Builder last(@Nullable Message value) {
            this.last = value;
            return this;
        }

        /**
         * Says what is behind the position that was asked about.
         *
         * @param value what was counted
         * @return this
         */
        public Builder since(Since value) {
            this.since = value;
            return this;
        }

        /** {@return the head} */
        public RoomHead build() {
            return new RoomHead(this);
        }
    }
}

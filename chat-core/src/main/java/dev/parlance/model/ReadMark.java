package dev.parlance.model;

import java.util.Objects;

/** How far a user has read in a room: everything up to and including a position. Who has a mark in a room follows it. Immutable. */
public final class ReadMark {
    private final UserId userId;
    private final RoomId roomId;
    private final Position position;
    private final long number;
    private final long version;
    private final boolean markedUnread;

    private ReadMark(Builder builder) {
        this.userId = builder.userId;
        this.roomId = builder.roomId;
        this.position = builder.position;
        this.number = builder.number;
        this.version = builder.version;
        this.markedUnread = builder.markedUnread;
    }

    /**
     * Starts a mark.
     *
     * @param userId whose
     * @param roomId where
     * @param position up to where
     * @return a builder, for one thread
     */
    public static Builder builder(UserId userId, RoomId roomId, Position position) {
        return new Builder(userId, roomId, position);
    }

    /**
     * The mark of one who begins to follow a room: nothing of it is unread.
     *
     * @param userId whose
     * @param head where the room stands
     * @return a mark that was never kept
     */
    public static ReadMark atHead(UserId userId, RoomHead head) {
        return builder(userId, head.roomId(), head.position())
                .number(head.posts())
                .build();
    }

    /**
     * Starts from this mark.
     *
     * @return a builder that holds all of this
     */
    public Builder toBuilder() {
        return builder(userId, roomId, position).number(number).version(version).markedUnread(markedUnread);
    }

    /** {@return whose it is} */
    public UserId userId() {
        return userId;
    }

    /** {@return where} */
    public RoomId roomId() {
        return roomId;
    }

    /** {@return up to where the user has read; in an epoch that was lost this says nothing any more} */
    public Position position() {
        return position;
    }

    /** {@return how many posts of the epoch there were up to the position, see {@link Message#number}} */
    public long number() {
        return number;
    }

    /** {@return which state of the mark this is: each that is kept has one more than that which it was made from; 0 if it was never kept} */
    public long version() {
        return version;
    }

    /** {@return whether the user set it back, to come again to what was read once} */
    public boolean markedUnread() {
        return markedUnread;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReadMark that
                && userId.equals(that.userId)
                && roomId.equals(that.roomId)
                && position.equals(that.position)
                && number == that.number
                && version == that.version
                && markedUnread == that.markedUnread;
    }

    @Override
    public int hashCode() {
        return Objects.hash(userId, roomId, position, version);
    }

    @Override
    public String toString() {
        return "ReadMark[" + userId + " in " + roomId + " at " + position.epoch() + "-" + position.offset() + " #"
                + number + (markedUnread ? " marked unread" : "") + " v" + version + "]";
    }

    /** Collects a {@link ReadMark}; not safe for use by several threads. */
    public static final class Builder {
        private final UserId userId;
        private final RoomId roomId;
        private Position position;
        private long number;
        private long version;
        private boolean markedUnread;

        private Builder(UserId userId, RoomId roomId, Position position) {
            this.userId = userId;
            this.roomId = roomId;
            this.position = position;
        }

        /**
         * Moves it.
         *
         * @param value up to where
         * @return this
         */
        public Builder position(Position value) {
            this.position = value;
            return this;
        }

        /**
         * Says how many posts there were up to there.
         *
         * @param value 0 or more
         * @return this
         */
        public Builder number(long value) {
            this.number = value;
            return this;
        }

        /**
         * Says which state it is, or was made from.
         *
         * @param value 0 for one that was never kept
         * @return this
         */
        public Builder version(long value) {
            this.version = value;
            return this;
        }

        /**
         * Says whether the user set it back.
         *
         * @param value default: false
         * @return this
         */
        public Builder markedUnread(boolean value) {
            this.markedUnread = value;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the mark
         * @throws ChatException {@link ErrorCode#BAD_REQUEST}, naming every fault, for null, or a number or version below 0
         */
        public ReadMark build() {
            String faults = MessageRules.both(
                    MessageRules.both(MessageRules.present("userId", userId), MessageRules.present("roomId", roomId)),
                    MessageRules.present("position", position));
            faults = MessageRules.both(faults, number < 0 ? "a mark's number must not be negative" : null);
            faults = MessageRules.both(faults, version < 0 ? "a mark's version must not be negative" : null);
            if (faults != null) {
                throw new ChatException(ErrorCode.BAD_REQUEST, faults);
            }
            return new ReadMark(this);
        }
    }
}

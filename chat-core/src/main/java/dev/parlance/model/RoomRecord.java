package dev.parlance.model;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a room outlives its talk, see {@link dev.parlance.broker.RoomDirectory}. Immutable; equal by all that it says. A changed one is made by {@link #toBuilder} from what the store has, so that it
 * still says which state it was made from.
 */
public final class RoomRecord {
    /** The longest name, in UTF-16 characters. */
    public static final int MAX_NAME_LENGTH = 128;

    /** The longest topic, in UTF-16 characters. */
    public static final int MAX_TOPIC_LENGTH = 1_024;

    /** The longest address of a picture, in characters. */
    public static final int MAX_PICTURE_LENGTH = 1_024;

    /** The longest that slow mode has anybody wait. */
    public static final Duration MAX_SLOW_MODE = Duration.ofDays(1);

    private final RoomId id;
    private final RoomKind kind;
    private final @Nullable String name;
    private final @Nullable String topic;
    private final @Nullable URI picture;
    private final @Nullable Retention retention;
    private final boolean readOnly;
    private final @Nullable Duration slowMode;
    private final long version;
    private final Instant createdAt;

    private RoomRecord(Builder builder) {
        this.id = builder.id;
        this.kind = builder.kind;
        this.name = builder.name;
        this.topic = builder.topic;
        this.picture = builder.picture;
        this.retention = builder.retention;
        this.readOnly = builder.readOnly;
        this.slowMode = builder.slowMode;
        this.version = builder.version;
        this.createdAt = builder.createdAt;
    }

    /**
     * Starts the record of a room that has none.
     *
     * @param id which room
     * @param kind for whom it is
     * @return a builder, for one thread
     */
    public static Builder builder(RoomId id, RoomKind kind) {
        return new Builder(id, kind);
    }

    /**
     * Starts from what this says.
     *
     * @return a builder, for one thread
     */
    public Builder toBuilder() {
        Builder builder = new Builder(id, kind);
        builder.name = name;
        builder.topic = topic;
        builder.picture = picture;
        builder.retention = retention;
        builder.readOnly = readOnly;
        builder.slowMode = slowMode;
        builder.version = version;
        builder.createdAt = createdAt;
        return builder;
    }

    /**
     * The next state of this one, as a store keeps it.
     *
     * @param wanted what it shall say
     * @return {@code wanted} under the next version
     * @throws ChatException {@link ErrorCode#EDIT_CONFLICT} if it was not made from this state
     */
    public RoomRecord next(RoomRecord wanted) {
        if (wanted.version != version || !wanted.createdAt.equals(createdAt)) {
            throw new ChatException(
                    ErrorCode.EDIT_CONFLICT,
                    "the room's record has changed meanwhile: it is of version " + version + ", not " + wanted.version);
        }
        return wanted.toBuilder().stored(version + 1, createdAt).build();
    }

    /** {@return which room} */
    public RoomId id() {
        return id;
    }

    /** {@return for whom it is} */
    public RoomKind kind() {
        return kind;
    }

    /** {@return what it is called} */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** {@return what it is about} */
    public Optional<String> topic() {
        return Optional.ofNullable(topic);
    }

    /** {@return where a picture of it is} */
    public Optional<URI> picture() {
        return Optional.ofNullable(picture);
    }

    /** {@return how much of its log is worth keeping to whoever archives it; the engine keeps what {@code RoomSettings} says, whatever this is} */
    public Optional<Retention> retention() {
        return Optional.ofNullable(retention);
    }

    /** {@return whether only those write who keep it in order} */
    public boolean readOnly() {
        return readOnly;
    }

    /** {@return how long each has to wait between two messages, if slow mode is on} */
    public Optional<Duration> slowMode() {
        return Optional.ofNullable(slowMode);
    }

    /** {@return which state this is: 1 when the record was created, one more with each change; 0 before it is stored} */
    public long version() {
        return version;
    }

    /** {@return when the record was created, by the store's clock, to the millisecond; 1970 before it is stored} */
    public Instant createdAt() {
        return createdAt;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoomRecord that
                && id.equals(that.id)
                && kind == that.kind
                && Objects.equals(name, that.name)
                && Objects.equals(topic, that.topic)
                && Objects.equals(picture, that.picture)
                && Objects.equals(retention, that.retention)
                && readOnly == that.readOnly
                && Objects.equals(slowMode, that.slowMode)
                && version == that.version
                && createdAt.equals(that.createdAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, version);
    }

    @Override
    public String toString() {
        return "RoomRecord[" + id + " v" + version + " " + kind + "]";
    }

    /** Collects what a {@link RoomRecord} says; not safe for use by several threads. */
    public static final class Builder {
        private final RoomId id;
        private RoomKind kind;
        private @Nullable String name;
        private @Nullable String topic;
        private @Nullable URI picture;
        private @Nullable Retention retention;
        private boolean readOnly;
        private @Nullable Duration slowMode;
        private long version;
        private Instant createdAt = Instant.EPOCH;

        private Builder(RoomId id, RoomKind kind) {
            this.id = Objects.requireNonNull(id, "id");
            this.kind = Objects.requireNonNull(kind, "kind");
        }

        /**
         * Says for whom it is.
         *
         * @param value which kind; {@link RoomKind#DIRECT} exactly for the ids of direct rooms
         * @return this
         */
        public Builder kind(RoomKind value) {
            this.kind = Objects.requireNonNull(value, "kind");
            return this;
        }

        /**
         * Says what it is called.
         *
         * @param value 1 to {@value #MAX_NAME_LENGTH} UTF-16 characters, none of them a control or bidirectional formatting character; null for none
         * @return this
         */
        public Builder name(@Nullable String value) {
            this.name = value;
            return this;
        }

        /**
         * Says what it is about.
         *
         * @param value 1 to {@value #MAX_TOPIC_LENGTH} UTF-16 characters, none of them a control or bidirectional formatting character; null for none
         * @return this
         */
        public Builder topic(@Nullable String value) {
            this.topic = value;
            return this;
        }

        /**
         * Says where a picture of it is.
         *
         * @param value an absolute address of http or https, of at most {@value #MAX_PICTURE_LENGTH} characters; null for none
         * @return this
         */
        public Builder picture(@Nullable URI value) {
            this.picture = value;
            return this;
        }

        /**
         * Says how much of its log is worth keeping, to whoever archives it; the engine itself keeps what {@code RoomSettings} says.
         *
         * @param value its time to live in whole milliseconds; null to say nothing
         * @return this
         */
        public Builder retention(@Nullable Retention value) {
            this.retention = value;
            return this;
        }

        /**
         * Says whether only those write who keep it in order.
         *
         * @param value default: false
         * @return this
         */
        public Builder readOnly(boolean value) {
            this.readOnly = value;
            return this;
        }

        /**
         * Says how long each has to wait between two messages.
         *
         * @param value 1 second to a day, in whole milliseconds; null for no wait
         * @return this
         */
        public Builder slowMode(@Nullable Duration value) {
            this.slowMode = value;
            return this;
        }

        /**
         * Says which state it is; for brokers.
         *
         * @param ofVersion 1 or more
         * @param created to the millisecond
         * @return this
         */
        public Builder stored(long ofVersion, Instant created) {
            this.version = ofVersion;
            this.createdAt = Objects.requireNonNull(created, "created");
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the record
         * @throws ChatException {@link ErrorCode#INVALID_ROOM}, naming the first fault
         */
        public RoomRecord build() {
            if (name != null) {
                TextFaults.require("a room's name", name, MAX_NAME_LENGTH, ErrorCode.INVALID_ROOM);
            }
            if (topic != null) {
                TextFaults.require("a room's topic", topic, MAX_TOPIC_LENGTH, ErrorCode.INVALID_ROOM);
            }
            if (picture != null) {
                WebAddress.require("a picture's address", picture, MAX_PICTURE_LENGTH, ErrorCode.INVALID_ROOM);
            }
            if (retention != null) {
                requireMillis("a time to live", retention.timeToLive());
            }
            if (slowMode != null) {
                requireSlowMode(slowMode);
            }
            if ((kind == RoomKind.DIRECT) != id.isDirect()) {
                throw invalid("a room is direct exactly if its id begins with " + RoomId.DIRECT_PREFIX);
            }
            return new RoomRecord(this);
        }

        private static void requireSlowMode(Duration wait) {
            if (wait.compareTo(Duration.ofSeconds(1)) < 0 || wait.compareTo(MAX_SLOW_MODE) > 0) {
                throw invalid("slow mode is 1 second to a day, not " + wait);
            }
            requireMillis("slow mode", wait);
        }

        private static void requireMillis(String what, Duration time) {
            if (!time.truncatedTo(ChronoUnit.MILLIS).equals(time)) {
                throw invalid(what + " is in whole milliseconds, not " + time);
            }
        }

        private static ChatException invalid(String fault) {
            return new ChatException(ErrorCode.INVALID_ROOM, fault);
        }
    }
}

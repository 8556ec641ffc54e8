package dev.parlance.model;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a user is called now, whatever older messages say, and when that user was there last. Immutable. */
public final class Profile {
    private final UserId userId;
    private final String name;
    private final @Nullable URI picture;
    private final @Nullable Instant lastSeen;
    private final long version;

    private Profile(Builder builder) {
        this.userId = builder.userId;
        this.name = builder.name;
        this.picture = builder.picture;
        this.lastSeen = builder.lastSeen;
        this.version = builder.version;
    }

    /**
     * Starts a profile.
     *
     * @param userId whose
     * @param name what others see, as in {@link User#of(UserId, String)}
     * @return a builder, for one thread
     */
    public static Builder builder(UserId userId, String name) {
        return new Builder(userId, name);
    }

    /** {@return whose it is} */
    public UserId userId() {
        return userId;
    }

    /** {@return what others see} */
    public String name() {
        return name;
    }

    /** {@return where a picture of the user is} */
    public Optional<URI> picture() {
        return Optional.ofNullable(picture);
    }

    /** {@return when the user was there last, by the store's clock, if that is known} */
    public Optional<Instant> lastSeen() {
        return Optional.ofNullable(lastSeen);
    }

    /** {@return which state of name and picture this is: of two the one with the higher version is the present one; 0 if it was never kept} */
    public long version() {
        return version;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Profile that
                && userId.equals(that.userId)
                && name.equals(that.name)
                && Objects.equals(picture, that.picture)
                && Objects.equals(lastSeen, that.lastSeen)
                && version == that.version;
    }

    @Override
    public int hashCode() {
        return Objects.hash(userId, version);
    }

    @Override
    public String toString() {
        return "Profile[" + name + " (" + userId + ") v" + version + ", last seen " + lastSeen + "]";
    }

    /** Collects a {@link Profile}; not safe for use by several threads. */
    public static final class Builder {
        private final UserId userId;
        private final String name;
        private @Nullable URI picture;
        private @Nullable Instant lastSeen;
        private long version;

        private Builder(UserId userId, String name) {
            this.userId = userId;
            this.name = name;
        }

        /**
         * Says where a picture of the user is.
         *
         * @param value an absolute address of http or https, of at most {@value User#MAX_AVATAR_LENGTH} characters; null for none
         * @return this
         */
        public Builder picture(@Nullable URI value) {
            this.picture = value;
            return this;
        }

        /**
         * Says when the user was there last.
         *
         * @param value by the store's clock, or null
         * @return this
         */
        public Builder lastSeen(@Nullable Instant value) {
            this.lastSeen = value;
            return this;
        }

        /**
         * Says which state of name and picture it is; for brokers.
         *
         * @param value 0 for one that was never kept
         * @return this
         */
        public Builder version(long value) {
            this.version = value;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the profile
         * @throws ChatException {@link ErrorCode#INVALID_USER}, naming the first fault
         */
        public Profile build() {
            TextFaults.require("a username", name, User.MAX_NAME_LENGTH, ErrorCode.INVALID_USER);
            if (picture != null) {
                WebAddress.require("a picture's address", picture, User.MAX_AVATAR_LENGTH, ErrorCode.INVALID_USER);
            }
            String fault = MessageRules.both(
                    MessageRules.instant("lastSeen", lastSeen),
                    version < 0 ? "a profile's version must not be negative" : null);
            if (fault != null) {
                throw new ChatException(ErrorCode.INVALID_USER, fault);
            }
            return new Profile(this);
        }
    }
}

package dev.parlance.model;

import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who someone is, as the host's {@link dev.parlance.policy.Authenticator} says. Immutable; equal by id and name, which is what others see. Roles, attributes and expiry belong to one
 * login: they reach policies on this node, and are neither stored nor told to anybody.
 */
public final class User {
    /** The longest name, in UTF-16 characters. */
    public static final int MAX_NAME_LENGTH = 128;

    /** The longest address of an avatar, in characters. */
    public static final int MAX_AVATAR_LENGTH = 1_024;

    /** How many roles a user may have. */
    public static final int MAX_ROLES = 32;

    private static final int MAX_ROLE_LENGTH = 64;

    private final UserId id;
    private final String name;
    private final @Nullable Login login; // most users are but a name in a room

    private User(UserId id, String name, @Nullable Login login) {
        this.id = id;
        this.name = TextFaults.require("a username", name, MAX_NAME_LENGTH, ErrorCode.INVALID_USER);
        this.login = login;
    }

    /** What a login says beside id and name. */
    private record Login(
            @Nullable URI avatar,
            Set<String> roles,
            Map<String, String> attributes,
            @Nullable Instant expiresAt) {}

    /**
     * Returns a user.
     *
     * @param id who
     * @param name what others see, 1 to 128 UTF-16 characters, none of them a control or bidirectional formatting character
     * @return the user
     * @throws ChatException {@link ErrorCode#INVALID_USER} for any other name
     */
    public static User of(UserId id, String name) {
        return new User(id, name, null);
    }

    /**
     * Returns a user.
     *
     * @param id who, see {@link UserId}
     * @param name what others see
     * @return the user
     * @throws ChatException {@link ErrorCode#INVALID_USER} for an invalid id or name
     */
    public static User of(String id, String name) {
        return of(new UserId(id), name);
    }

    /**
     * Starts a user about whom there is more to say.
     *
     * @param id who
     * @param name what others see, as in {@link #of(UserId, String)}
     * @return a builder, for one thread
     */
    public static Builder builder(UserId id, String name) {
        return new Builder(id, name);
    }

    /** {@return who} */
    public UserId id() {
        return id;
    }

    /** {@return what others see} */
    public String name() {
        return name;
    }

    /** {@return where a picture of the user is} */
    public Optional<URI> avatar() {
        return login == null ? Optional.empty() : Optional.ofNullable(login.avatar);
    }

    /** {@return what the host calls the user beside the name, at most {@value #MAX_ROLES}} */
    public Set<String> roles() {
        return login == null ? Set.of() : login.roles;
    }

    /** {@return what else the host's policies want to know of the user} */
    public Map<String, String> attributes() {
        return login == null ? Map.of() : login.attributes;
    }

    /**
     * Until when the login is good.
     *
     * @return when the connection ends with {@link dev.parlance.transport.CloseReason#LOGIN_EXPIRED} unless the client has authenticated again; empty for never
     */
    public Optional<Instant> expiresAt() {
        return login == null ? Optional.empty() : Optional.ofNullable(login.expiresAt);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof User user && id.equals(user.id) && name.equals(user.name);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return name + " (" + id + ")";
    }

    /** Collects what there is to say about a {@link User}; not safe for use by several threads. */
    public static final class Builder {
        private final UserId id;
        private final String name;
        private @Nullable URI avatar;
        private Set<String> roles = Set.of();
        private Map<String, String> attributes = Map.of();
        private @Nullable Instant expiresAt;

        private Builder(UserId id, String name) {
            this.id = id;
            this.name = name;
        }

        /**
         * Says where a picture of the user is.
         *
         * @param address an absolute address of {@code http} or {@code https}, at most {@value #MAX_AVATAR_LENGTH} characters; null for none
         * @return this
         */
        public Builder avatar(@Nullable URI address) {
            avatar = address;
            return this;
        }

        /**
         * Says what the user is beside a name.
         *
         * @param values at most {@value #MAX_ROLES}, each 1 to 64 characters as in names
         * @return this
         */
        public Builder roles(Collection<String> values) {
            roles = Set.copyOf(values);
            return this;
        }

        /**
         * Says what else the host's policies want to know of the user.
         *
         * @param values within the bounds of {@link MessageDraft.Builder#metadata}
         * @return this
         */
        public Builder attributes(Map<String, String> values) {
            attributes = Map.copyOf(values);
            return this;
        }

        /**
         * Says until when the login is good.
         *
         * @param time by the engine's clock; null for ever
         * @return this
         */
        public Builder expiresAt(@Nullable Instant time) {
            expiresAt = time;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the user
         * @throws ChatException {@link ErrorCode#INVALID_USER}, naming the first fault
         */
        public User build() {
            if (avatar != null) {
                WebAddress.require("an avatar's address", avatar, MAX_AVATAR_LENGTH, ErrorCode.INVALID_USER);
            }
            if (roles.size() > MAX_ROLES) {
                throw invalid("a user has at most " + MAX_ROLES + " roles, this one has " + roles.size());
            }
            roles.forEach(role -> TextFaults.require("a role", role, MAX_ROLE_LENGTH, ErrorCode.INVALID_USER));
            String fault = MessageRules.metadata(attributes);
            if (fault != null) {
                throw invalid("attributes have the bounds of metadata: " + fault);
            }
            return new User(id, name, new Login(avatar, roles, attributes, expiresAt));
        }

        private static ChatException invalid(String fault) {
            return new ChatException(ErrorCode.INVALID_USER, fault);
        }
    }
}

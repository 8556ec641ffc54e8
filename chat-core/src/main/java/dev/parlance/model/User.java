package dev.parlance.model;

/**
 * Who someone is, as the host's {@link dev.parlance.policy.Authenticator} says. Equal by id and name.
 */
public final class User {
    /** The longest name, in UTF-16 characters. */
    public static final int MAX_NAME_LENGTH = 128;

    private final UserId id;
    private final String name;

    private User(UserId id, String name) {
        this.id = id;
        this.name = TextFaults.require("a username", name, MAX_NAME_LENGTH, ErrorCode.INVALID_USER);
    }

    /**
     * Returns a user.
     *
     * @param id who
     * @param name what others see, 1 to 128 UTF-16 characters, none of them a control or bidirectional formatting character
     * @return the user
     * @throws ChatException {@link ErrorCode#INVALID_USER} for any other name
     */
    public static User of(UserId id, String name) {
        return new User(id, name);
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
        return new User(new UserId(id), name);
    }

    /**
     * Who.
     *
     * @return the id
     */
    public UserId id() {
        return id;
    }

    /**
     * What others see.
     *
     * @return the name
     */
    public String name() {
        return name;
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
}

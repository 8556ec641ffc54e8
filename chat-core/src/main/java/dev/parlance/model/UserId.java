package dev.parlance.model;

/**
 * Names a user, over all connections and nodes.
 *
 * @param value 1 to 128 UTF-16 characters, none of them a control or bidirectional formatting character
 */
public record UserId(String value) {
    /** The longest id, in UTF-16 characters. */
    public static final int MAX_LENGTH = 128;

    /**
     * Checks the value.
     *
     * @param value as above
     * @throws ChatException {@link ErrorCode#INVALID_USER} for any other value
     */
    public UserId {
        TextFaults.require("a user id", value, MAX_LENGTH, ErrorCode.INVALID_USER);
    }

    @Override
    public String toString() {
        return value;
    }
}

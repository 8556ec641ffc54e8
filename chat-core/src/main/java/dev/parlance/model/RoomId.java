package dev.parlance.model;

/**
 * Names a room. Equal by value; a room exists as soon as someone names it.
 *
 * @param value 1 to 128 UTF-16 characters, none of them a control or bidirectional formatting character
 */
public record RoomId(String value) {
    /** The longest id, in UTF-16 characters. */
    public static final int MAX_LENGTH = 128;

    /**
     * Checks the value.
     *
     * @param value as above
     * @throws ChatException {@link ErrorCode#INVALID_ROOM_ID} for any other value
     */
    public RoomId {
        TextFaults.require("a room id", value, MAX_LENGTH, ErrorCode.INVALID_ROOM_ID);
    }

    @Override
    public String toString() {
        return value;
    }
}

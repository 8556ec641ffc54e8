package dev.parlance.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Names a room. Equal by value; a room exists as soon as someone names it.
 *
 * @param value 1 to 128 UTF-16 characters, none of them a control or bidirectional formatting character
 */
public record RoomId(String value) {
    /** The longest id, in UTF-16 characters. */
    public static final int MAX_LENGTH = 128;

    /** How the ids of direct rooms begin, see {@link #direct}. */
    public static final String DIRECT_PREFIX = "direct~";

    /**
     * Checks the value.
     *
     * @param value as above
     * @throws ChatException {@link ErrorCode#INVALID_ROOM_ID} for any other value
     */
    public RoomId {
        TextFaults.require("a room id", value, MAX_LENGTH, ErrorCode.INVALID_ROOM_ID);
    }

    /**
     * The id of the one room of two users: the same whoever of them asks, and told to nobody who does not know both.
     *
     * @param one who
     * @param other with whom
     * @return {@value #DIRECT_PREFIX} and a hash of the two
     * @throws ChatException {@link ErrorCode#INVALID_USER} if they are one
     */
    public static RoomId direct(UserId one, UserId other) {
        int order = one.value().compareTo(other.value());
        if (order == 0) {
            throw new ChatException(ErrorCode.INVALID_USER, "a direct room is of two users");
        }
        String first = (order < 0 ? one : other).value();
        String second = (order < 0 ? other : one).value();
        return new RoomId(
                DIRECT_PREFIX + digest(first.length() + ":" + first + second)); // the length: no two pairs run together
    }

    /**
     * Whether this is the id of a direct room, or none that any room may have: clients choose none that begins so.
     *
     * @return whether it begins with {@value #DIRECT_PREFIX}
     */
    public boolean isDirect() {
        return value.startsWith(DIRECT_PREFIX);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

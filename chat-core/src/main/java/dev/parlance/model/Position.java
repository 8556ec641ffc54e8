package dev.parlance.model;

/**
 * A place in a room's log: everything up to and including {@code offset} of that {@code epoch} has been seen.
 *
 * @param epoch names one life of the log; a new one begins whenever the log was lost. 1 to 64 letters, digits, {@code _} or {@code -}
 * @param offset 0 before the first stored event, then one more for each
 */
public record Position(String epoch, long offset) {
    /**
     * Checks.
     *
     * @param epoch as above
     * @param offset as above
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} for a malformed epoch or a negative offset
     */
    public Position {
        if (!isEpoch(epoch)) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST, "an epoch has 1 to 64 characters out of A-Z, a-z, 0-9, _ and -");
        }
        if (offset < 0) {
            throw new ChatException(ErrorCode.BAD_REQUEST, "an offset must not be negative, this one is " + offset);
        }
    }

    /**
     * Returns whether a text can be an epoch.
     *
     * @param text any text
     * @return whether it is well-formed
     */
    public static boolean isEpoch(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isEpochCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEpochCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}

package dev.parlance.websocket.chat;

/**
 * The offsets that a client is given: its session's name, and a number. A client keeps its last offset when it gets a new session, and shows it when it comes
 * back to that before its first event; the name says that it is another session's, and that of this one the client has heard nothing yet.
 */
final class RecoveryOffset {
    static final long NONSENSE = -1;

    private static final int NAME_LENGTH = 6;

    private RecoveryOffset() {}

    static String of(String privateId, long number) {
        return name(privateId) + number;
    }

    /** The number of the last event that the client got in this session: 0 before the first, or {@link #NONSENSE}. */
    static long read(String privateId, String offset) {
        if (offset.length() <= NAME_LENGTH) {
            return NONSENSE;
        }
        try {
            long number = Long.parseUnsignedLong(offset.substring(NAME_LENGTH));
            boolean ofThisSession = offset.startsWith(name(privateId));
            return number < 0 ? NONSENSE : ofThisSession ? number : 0;
        } catch (NumberFormatException e) {
            return NONSENSE;
        }
    }

    private static String name(String privateId) {
        return privateId.substring(0, Math.min(NAME_LENGTH, privateId.length()));
    }
}

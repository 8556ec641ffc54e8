package dev.parlance.model;

/**
 * Names a message for ever. The server mints it from the place at which the message was posted, so it is unique over all
 * epochs of a room and a store finds the message without an index.
 *
 * @param value {@code epoch-offset}
 */
public record MessageId(String value) {
    /**
     * Checks the value.
     *
     * @param value as above
     * @throws ChatException {@link ErrorCode#MESSAGE_NOT_FOUND} for a value that no server has minted
     */
    public MessageId {
        int dash = value.lastIndexOf('-');
        if (dash <= 0 || !isOffset(value, dash + 1) || !Position.isEpoch(value.substring(0, dash))) {
            throw new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "no message can have this id");
        }
    }

    /**
     * Returns the id of the message posted at {@code position}.
     *
     * @param position the place of the post
     * @return its id
     */
    public static MessageId at(Position position) {
        return new MessageId(position.epoch() + "-" + position.offset());
    }

    /**
     * Returns the place at which the message was posted.
     *
     * @return epoch and offset of the post
     */
    public Position position() {
        int dash = value.lastIndexOf('-');
        return new Position(value.substring(0, dash), Long.parseLong(value, dash + 1, value.length(), 10));
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isOffset(String text, int from) {
        int digits = text.length() - from;
        if (digits < 1 || digits > 18 || (text.charAt(from) == '0')) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}

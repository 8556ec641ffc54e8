package dev.parlance.examples.bench;

/** The frame of a server (RFC 6455, section 5.2) that begins at some place of a buffer; one object is filled again and again. */
final class Frame {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;

    private static final int MAX_PAYLOAD = 64 << 20;

    int opcode;
    int from;
    int to;

    /** Reads the frame at {@code at}; false if it is not there in full before {@code end}. */
    boolean read(byte[] bytes, int at, int end) {
        if (end - at < 2) {
            return false;
        }
        int length = bytes[at + 1] & 0x7f;
        int header = length < 126 ? 2 : length == 126 ? 4 : 10;
        if (end - at < header) {
            return false;
        }
        long payload = length < 126 ? length : number(bytes, at + 2, at + header);
        if (payload < 0 || payload > MAX_PAYLOAD) {
            throw new LoadException("the server sent a frame of " + payload + " bytes");
        }
        opcode = bytes[at] & 0x0f;
        from = at + header;
        to = from + (int) payload;
        return to <= end;
    }

    private static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number << 8 | (bytes[i] & 0xff);
        }
        return number;
    }
}

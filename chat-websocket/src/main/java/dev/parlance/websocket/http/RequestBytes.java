package dev.parlance.websocket.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What came of a request so far; holds nothing between requests. */
final class RequestBytes {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int length;
    private int scanned;

    void append(ByteBuffer data) {
        int more = data.remaining();
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, length == 0 ? 0 : 2 * bytes.length));
        }
        data.get(bytes, length, more);
        length += more;
    }

    int length() {
        return length;
    }

    /** An array that begins with them. */
    byte[] array() {
        return bytes;
    }

    boolean beginsWith(byte[] word) {
        return length >= word.length && Arrays.equals(bytes, 0, word.length, word, 0, word.length);
    }

    /** Takes the first bytes away. */
    byte[] take(int count) {
        byte[] taken = Arrays.copyOf(bytes, count);
        length -= count;
        scanned = 0;
        bytes = length == 0 ? NOTHING : Arrays.copyOfRange(bytes, count, count + length);
        return taken;
    }

    void clear() {
        bytes = NOTHING;
        length = 0;
        scanned = 0;
    }

    /** RFC 9112, section 2.2: empty lines before a request are ignored. */
    void skipEmptyLines() {
        int start = 0;
        while (start + 1 < length && bytes[start] == '\r' && bytes[start + 1] == '\n') {
            start += 2;
        }
        if (start > 0) {
            take(start);
        }
    }

    /** Where the head ends with its empty line, or -1. */
    int endOfHead() {
        for (int i = Math.max(0, scanned - 3); i + 3 < length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i + 4;
            }
        }
        scanned = length;
        return -1;
    }
}

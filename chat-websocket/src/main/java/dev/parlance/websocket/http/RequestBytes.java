package dev.parlance.websocket.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.hc.core5.http.ProtocolException;

/** What came and was not looked at yet; holds nothing when there is nothing. For the connection's event loop only. */
final class RequestBytes {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int start;
    private int end;
    private int scanned;

    void append(ByteBuffer data) {
        int more = data.remaining();
        if (end + more > bytes.length) {
            int length = length();
            int least = length + more;
            byte[] target =
                    least <= bytes.length ? bytes : new byte[Math.max(least, length == 0 ? 0 : 2 * bytes.length)];
            System.arraycopy(bytes, start, target, 0, length);
            bytes = target;
            start = 0;
            end = length;
        }
        data.get(bytes, end, more);
        end += more;
    }

    int length() {
        return end - start;
    }

    /** How many bytes are allocated. */
    int capacity() {
        return bytes.length;
    }

    byte next() {
        byte first = bytes[start];
        skip(1);
        return first;
    }

    boolean beginsWith(byte[] word) {
        return length() >= word.length && Arrays.equals(bytes, start, start + word.length, word, 0, word.length);
    }

    /** Takes the first bytes away. */
    byte[] take(int count) {
        byte[] taken = Arrays.copyOfRange(bytes, start, start + count);
        skip(count);
        return taken;
    }

    /** Moves the first bytes. */
    void take(byte[] target, int at, int count) {
        System.arraycopy(bytes, start, target, at, count);
        skip(count);
    }

    void skip(int count) {
        start += count;
        scanned = 0;
        if (start == end) {
            clear();
        }
    }

    void clear() {
        bytes = NOTHING;
        start = 0;
        end = 0;
        scanned = 0;
    }

    /** RFC 9112, section 2.2: empty lines before a request are ignored. */
    void skipEmptyLines() {
        while (length() >= 2 && bytes[start] == '\r' && bytes[start + 1] == '\n') {
            skip(2);
        }
    }

    /**
     * How long the head is with its empty line, or -1 if its end has not come.
     *
     * @throws ProtocolException for a line that ends without CR, which would never end for some readers and has ended for others
     */
    int lengthOfHead() throws ProtocolException {
        for (int i = start + scanned; i < end; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            if (i == start || bytes[i - 1] != '\r') {
                throw new ProtocolException("a line must end with CR LF");
            }
            if (i - start >= 3 && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                return i + 1 - start;
            }
        }
        scanned = length();
        return -1;
    }
}

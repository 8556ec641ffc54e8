package dev.parlance.websocket.http;

import java.util.Arrays;
import org.apache.hc.core5.http.HttpException;

/** Takes a body out of what comes, and keeps it or passes it over. Allocates for what came, not for what was announced. For the connection's event loop only. */
abstract class BodyReader {
    private static final byte[] NOTHING = {};

    private final boolean keeps;
    private byte[] bytes = NOTHING;
    private int length;

    BodyReader(boolean keeps) {
        this.keeps = keeps;
    }

    /** Takes what there is of the body; true if it is complete then. */
    abstract boolean read(RequestBytes from) throws HttpException;

    /**
     * Moves bytes of the content.
     *
     * @param most how long the whole of it may still become: nothing is allocated beyond
     */
    final void keep(RequestBytes from, int count, int most) {
        if (!keeps) {
            from.skip(count);
            return;
        }
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, Math.min(most, 2 * bytes.length)));
        }
        from.take(bytes, length, count);
        length += count;
    }

    final int length() {
        return length;
    }

    /** How many bytes are allocated. */
    int capacity() {
        return bytes.length;
    }

    /** What was kept. */
    final byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** What was kept since the last time; nothing of it is kept any more. */
    final byte[] drain() {
        byte[] kept = bytes();
        bytes = NOTHING;
        length = 0;
        return kept;
    }
}

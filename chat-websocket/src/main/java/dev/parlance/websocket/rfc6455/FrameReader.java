package dev.parlance.websocket.rfc6455;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.java_websocket.exceptions.InvalidDataException;
import org.jspecify.annotations.Nullable;

/** Cuts a connection's bytes into frames. Holds bytes only while a frame is incomplete, and only for what came. For the connection's event loop only. */
final class FrameReader {
    private static final int FIRST_BYTES = 128;

    private byte @Nullable [] begun;
    private int length;
    private int wanted = FIRST_BYTES;

    /**
     * The next complete frame.
     *
     * @param data what came; its position moves behind what was taken
     * @return a view of one frame, valid until the next call, or null if more must come first
     */
    @Nullable
    ByteBuffer next(ByteBuffer data, int maxPayload) throws InvalidDataException {
        if (begun == null) {
            int size = FrameHeader.frameSize(data, maxPayload);
            if (size >= 0 && size <= data.remaining()) {
                ByteBuffer frame = data.slice(data.position(), size);
                data.position(data.position() + size);
                return frame;
            }
            wanted = Math.max(size, FIRST_BYTES);
            keep(data, data.remaining());
            return null;
        }
        keep(data, Math.min(data.remaining(), Math.max(0, FrameHeader.MAX_BYTES - length)));
        int size = FrameHeader.frameSize(ByteBuffer.wrap(begun, 0, length), maxPayload);
        if (size < 0) {
            return null;
        }
        wanted = size;
        if (size > length) {
            keep(data, Math.min(data.remaining(), size - length));
            if (size > length) {
                return null;
            }
        }
        ByteBuffer frame = ByteBuffer.wrap(begun, 0, size);
        int excess = length - size; // a short frame, and the beginning of the next
        clear();
        data.position(data.position() - excess);
        return frame;
    }

    /** How many bytes are allocated. */
    int capacity() {
        return begun == null ? 0 : begun.length;
    }

    void clear() {
        begun = null;
        length = 0;
    }

    private void keep(ByteBuffer data, int count) {
        if (count == 0) {
            return;
        }
        byte[] bytes = begun == null ? new byte[Math.max(Math.min(wanted, FIRST_BYTES), count)] : begun;
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, Math.min(wanted, 2 * bytes.length)));
        }
        data.get(bytes, length, count);
        length += count;
        begun = bytes;
    }
}

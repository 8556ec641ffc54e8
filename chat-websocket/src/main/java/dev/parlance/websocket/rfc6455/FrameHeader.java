package dev.parlance.websocket.rfc6455;

import java.nio.ByteBuffer;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.CloseFrame;

/**
 * Where a frame ends (RFC 6455, section 5.2). Java-WebSocket allocates what a header announces and takes frames without a mask; looking at the header first
 * refuses both before it sees them.
 */
final class FrameHeader {
    /** The longest header of a masked frame. */
    static final int MAX_BYTES = 14;

    private static final int INCOMPLETE = -1;

    private FrameHeader() {}

    /**
     * The size of the frame that begins at the buffer's position, header and payload together.
     *
     * @return the size, or -1 if the header is not complete
     */
    static int frameSize(ByteBuffer buffer, int maxPayload) throws InvalidDataException {
        int available = buffer.remaining();
        if (available < 2) {
            return INCOMPLETE;
        }
        int at = buffer.position();
        int second = buffer.get(at + 1);
        if (second >= 0) {
            throw new InvalidDataException(
                    CloseFrame.PROTOCOL_ERROR, "frames of clients must be masked"); // section 5.1
        }
        int header = 6;
        long payload = second & 0x7f;
        if (payload == 126) {
            header = 8;
            if (available < 4) {
                return INCOMPLETE;
            }
            payload = buffer.getShort(at + 2) & 0xffff;
            requireMinimal(payload > 125);
        } else if (payload == 127) {
            header = 14;
            if (available < 10) {
                return INCOMPLETE;
            }
            payload = buffer.getLong(at + 2);
            requireMinimal(payload < 0 || payload > 0xffff);
        }
        if (payload < 0 || payload > maxPayload) {
            throw new LimitExceededException("a message may have " + maxPayload + " bytes", maxPayload);
        }
        return header + (int) payload;
    }

    /** Section 5.2: a length has one form, so that nobody is led to see other frames than somebody on the way has seen. */
    private static void requireMinimal(boolean isMinimal) throws InvalidDataException {
        if (!isMinimal) {
            throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, "a length must have its shortest form");
        }
    }
}

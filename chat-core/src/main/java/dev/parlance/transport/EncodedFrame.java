package dev.parlance.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The exact bytes that a protocol sends, made once and shared by all connections of that protocol. An {@link EventFrame} says what event it is, an {@link AnswerFrame}
 * which request it answers; any other is a transport's own. Immutable: whoever hands over the array leaves it alone afterwards.
 */
public sealed class EncodedFrame permits EventFrame, AnswerFrame {
    private final byte[] bytes;
    private final int payloadStart;
    private final FramePriority priority;

    /**
     * Wraps encoded bytes.
     *
     * @param bytes header and payload; not copied
     * @param payloadStart where the payload begins, behind a header such as that of RFC 6455, section 5.2; 0 for none
     * @param priority what may become of it
     */
    public EncodedFrame(byte[] bytes, int payloadStart, FramePriority priority) {
        if (payloadStart < 0 || payloadStart > bytes.length) {
            throw new IllegalArgumentException("payloadStart must be 0 to " + bytes.length + ", not " + payloadStart);
        }
        this.bytes = bytes;
        this.payloadStart = payloadStart;
        this.priority = priority;
    }

    /**
     * How many bytes.
     *
     * @return header and payload together
     */
    public final int size() {
        return bytes.length;
    }

    /**
     * What may become of it.
     *
     * @return how precious it is
     */
    public final FramePriority priority() {
        return priority;
    }

    /**
     * All bytes, for reading.
     *
     * @return a new view of header and payload
     */
    public final ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /**
     * Copies bytes from {@code offset} on, as many as fit.
     *
     * @param offset the first byte to copy
     * @param target where to; its position moves
     * @return how many were copied
     */
    public final int copyTo(int offset, ByteBuffer target) {
        int length = Math.min(bytes.length - offset, target.remaining());
        target.put(bytes, offset, length);
        return length;
    }

    /**
     * The payload as text, for transports that frame by themselves.
     *
     * @return the payload, decoded from UTF-8
     */
    public final String text() {
        return new String(bytes, payloadStart, bytes.length - payloadStart, StandardCharsets.UTF_8);
    }
}

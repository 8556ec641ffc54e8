package dev.parlance.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The exact bytes that a protocol sends, made once and shared by all connections of that protocol, but for a {@link LongText}, which is made as it is sent. An {@link EventFrame} says what event it is, an {@link AnswerFrame}
 * which request it answers; any other is a transport's own. Immutable: whoever hands over the array leaves it alone afterwards.
 */
public sealed class EncodedFrame permits EventFrame, AnswerFrame {
    private final byte[] bytes;
    /** What is behind the bytes. */
    private final @Nullable LongText rest;

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
        this.rest = null;
        this.payloadStart = payloadStart;
        this.priority = priority;
    }

    /**
     * Promises a long text.
     *
     * @param header what stands before it; not copied
     * @param payload the text
     * @param priority what may become of it
     */
    EncodedFrame(byte[] header, LongText payload, FramePriority priority) {
        this.bytes = header;
        this.rest = payload;
        this.payloadStart = header.length;
        this.priority = priority;
        Math.addExact(header.length, payload.length());
    }

    /**
     * How many bytes.
     *
     * @return header and payload together
     */
    public final int size() {
        return rest == null ? bytes.length : bytes.length + rest.length();
    }

    /**
     * Whether it is a {@link LongText}: its bytes are not in memory.
     *
     * @return false for a frame that was made once
     */
    public final boolean isMadeWhenSent() {
        return rest != null;
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
     * @return a new view of header and payload; of a {@link LongText} all of it, made for this call
     */
    public final ByteBuffer buffer() {
        return ByteBuffer.wrap(rest == null ? bytes : whole()).asReadOnlyBuffer();
    }

    private byte[] whole() {
        byte[] whole = new byte[size()];
        copyTo(0, ByteBuffer.wrap(whole));
        return whole;
    }

    /**
     * Copies bytes from {@code offset} on, as many as fit.
     *
     * @param offset the first byte to copy
     * @param target where to; its position moves
     * @return how many were copied
     */
    public final int copyTo(int offset, ByteBuffer target) {
        if (rest != null) {
            return copyTo(offset, rest, target);
        }
        int length = Math.min(bytes.length - offset, target.remaining());
        target.put(bytes, offset, length);
        return length;
    }

    private int copyTo(int offset, LongText payload, ByteBuffer target) {
        int start = target.position();
        if (offset < bytes.length) {
            target.put(bytes, offset, Math.min(bytes.length - offset, target.remaining()));
        }
        payload.copyTo(Math.max(0, offset - bytes.length), target);
        return target.position() - start;
    }

    /**
     * The payload as text, for transports that frame by themselves.
     *
     * @return the payload, decoded from UTF-8
     */
    public final String text() {
        return new String(rest == null ? bytes : whole(), payloadStart, size() - payloadStart, StandardCharsets.UTF_8);
    }
}

package dev.parlance.examples.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Client frames on their way out (RFC 6455, section 5.2), made one behind the other and taken as one buffer. The masking key is zero, which leaves
 * payloads as they are: nothing between us and the server caches what it sees.
 */
final class Outgoing {
    private static final int TEXT = 0x81;
    private static final int PONG = 0x8a;
    private static final int MASKED = 0x80;
    private static final int MAX_HEADER = 14;

    private final byte[] stamp = new byte[Stamp.MAX_LENGTH];
    private byte[] filler = new byte[0];
    private byte[] bytes = new byte[64 * 1024];
    private ByteBuffer view = ByteBuffer.wrap(bytes);
    private int end;

    boolean isEmpty() {
        return end == 0;
    }

    void text(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        header(TEXT, payload.length);
        put(payload, 0, payload.length);
    }

    void pong(byte[] payload, int from, int to) {
        header(PONG, to - from);
        put(payload, from, to);
    }

    /** Raw bytes, for what comes before frames. */
    void raw(byte[] head) {
        room(head.length);
        put(head, 0, head.length);
    }

    /** A text frame of an envelope around a stamp that is filled up to {@code length} bytes. */
    void publication(Envelope envelope, int length, int client, long sequence, long nanos) {
        int stamped = Stamp.write(stamp, 0, client, sequence, nanos);
        int pad = Math.max(0, length - stamped);
        if (filler.length < pad) {
            filler = new byte[pad];
            Arrays.fill(filler, (byte) 'x');
        }
        header(TEXT, envelope.before().length + stamped + pad + envelope.after().length);
        put(envelope.before(), 0, envelope.before().length);
        put(stamp, 0, stamped);
        put(filler, 0, pad);
        put(envelope.after(), 0, envelope.after().length);
    }

    /** What was made since the last call; valid until the next frame is made. */
    ByteBuffer take() {
        view.limit(end).position(0);
        end = 0;
        return view;
    }

    private void header(int first, int length) {
        room(length + MAX_HEADER);
        bytes[end++] = (byte) first;
        if (length < 126) {
            bytes[end++] = (byte) (MASKED | length);
        } else if (length < 1 << 16) {
            bytes[end++] = (byte) (MASKED | 126);
            number(length, 2);
        } else {
            bytes[end++] = (byte) (MASKED | 127);
            number(length, 8);
        }
        number(0, 4);
    }

    private void number(long value, int size) {
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
            bytes[end++] = (byte) (value >>> shift);
        }
    }

    private void put(byte[] from, int start, int stop) {
        System.arraycopy(from, start, bytes, end, stop - start);
        end += stop - start;
    }

    private void room(int size) {
        if (bytes.length - end < size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + size));
            view = ByteBuffer.wrap(bytes);
        }
    }
}

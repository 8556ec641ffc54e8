package dev.parlance.websocket.rfc6455;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.jspecify.annotations.Nullable;

/** The fragments of one message (RFC 6455, section 5.4), bounded in bytes and in number. For the connection's event loop only. */
final class MessageAssembly {
    private static final int MAX_FRAGMENTS = 256;

    private final Opcode opcode;
    private byte[] bytes = {};
    private int length;
    private int fragments;

    private MessageAssembly(Opcode opcode) {
        this.opcode = opcode;
    }

    /** What a data frame belongs to: the message that was begun, else one that it begins; null if it is a message of its own, which passes without being kept. */
    static @Nullable MessageAssembly of(@Nullable MessageAssembly begun, Framedata frame) throws InvalidDataException {
        boolean continues = frame.getOpcode() == Opcode.CONTINUOUS;
        if (continues != (begun != null)) {
            throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, "fragments out of order");
        }
        return begun != null || frame.isFin() ? begun : new MessageAssembly(frame.getOpcode());
    }

    void add(ByteBuffer payload, int maxBytes) throws InvalidDataException {
        int more = payload.remaining();
        if (length + more > maxBytes) {
            throw new LimitExceededException("a message may have " + maxBytes + " bytes", maxBytes);
        }
        if (++fragments > MAX_FRAGMENTS) {
            throw new InvalidDataException(CloseFrame.TOOBIG, "a message may have " + MAX_FRAGMENTS + " fragments");
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.min(maxBytes, 2 * bytes.length)));
        }
        payload.get(bytes, length, more);
        length += more;
    }

    Opcode opcode() {
        return opcode;
    }

    /** How many bytes are allocated. */
    int capacity() {
        return bytes.length;
    }

    /** The message, which nothing is added to any more. */
    ByteBuffer message() {
        return ByteBuffer.wrap(bytes, 0, length);
    }
}

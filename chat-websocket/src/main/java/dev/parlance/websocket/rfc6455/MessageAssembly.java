package dev.parlance.websocket.rfc6455;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.CloseFrame;

/** The fragments of one message (RFC 6455, section 5.4), bounded in bytes and in number. */
final class MessageAssembly {
    private static final int MAX_FRAGMENTS = 256;

    private final Opcode opcode;
    private final int maxBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int fragments;

    MessageAssembly(Opcode opcode, int maxBytes) {
        this.opcode = opcode;
        this.maxBytes = maxBytes;
    }

    void add(ByteBuffer payload) throws InvalidDataException {
        if (bytes.size() + payload.remaining() > maxBytes) {
            throw new LimitExceededException("a message may have " + maxBytes + " bytes", maxBytes);
        }
        if (++fragments > MAX_FRAGMENTS) {
            throw new InvalidDataException(CloseFrame.TOOBIG, "a message may have " + MAX_FRAGMENTS + " fragments");
        }
        bytes.write(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }

    Opcode opcode() {
        return opcode;
    }

    ByteBuffer message() {
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}

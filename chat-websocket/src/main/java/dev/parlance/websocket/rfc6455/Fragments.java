package dev.parlance.websocket.rfc6455;

import java.nio.ByteBuffer;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.jspecify.annotations.Nullable;

/** Makes messages of data frames, which may be fragments (section 5.4). A message in one frame passes without being kept. For the event loop only. */
final class Fragments {
    /** Where messages go. */
    interface Target {
        void message(Opcode opcode, ByteBuffer payload) throws InvalidDataException;
    }

    private final Target target;
    private @Nullable MessageAssembly begun;

    Fragments(Target target) {
        this.target = target;
    }

    void add(Framedata frame, int maxBytes) throws InvalidDataException {
        boolean continues = frame.getOpcode() == Opcode.CONTINUOUS;
        MessageAssembly message = begun;
        if (continues != (message != null)) {
            throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, "fragments out of order");
        }
        if (message == null && frame.isFin()) {
            target.message(frame.getOpcode(), frame.getPayloadData());
            return;
        }
        if (message == null) {
            message = new MessageAssembly(frame.getOpcode());
            begun = message;
        }
        message.add(frame.getPayloadData(), maxBytes);
        if (frame.isFin()) {
            begun = null;
            target.message(message.opcode(), message.message());
        }
    }

    /** How many bytes are allocated for a message that is not complete. */
    int capacity() {
        MessageAssembly message = begun;
        return message == null ? 0 : message.capacity();
    }

    void forget() {
        begun = null;
    }
}

package dev.parlance.websocket.rfc6455;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FramePriority;
import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Role;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.PingFrame;
import org.java_websocket.framing.PongFrame;

/**
 * Java-WebSocket's RFC 6455 engine, without its connection class: that one has two queues and a random generator per connection and logs a stack trace for
 * every broken frame. A draft that is only ever given complete frames keeps nothing between them, so one serves all connections of a thread.
 */
final class FrameCodec {
    private static final int MAX_REASON_BYTES = 123;
    private static final int CLOSE_OPCODE = 8;
    private static final ThreadLocal<FrameCodec> LOCAL = ThreadLocal.withInitial(FrameCodec::new);

    private final Draft_6455 draft = new Draft_6455(List.of(), Integer.MAX_VALUE);
    private final EncodedFrame ping;

    private FrameCodec() {
        draft.setParseMode(Role.SERVER);
        ping = encode(new PingFrame());
    }

    /** The codec of the calling thread. */
    static FrameCodec local() {
        return LOCAL.get();
    }

    /** Unmasks and checks one complete frame. */
    Framedata decode(ByteBuffer frame) throws InvalidDataException {
        boolean closes = (frame.get(frame.position()) & 0x0f) == CLOSE_OPCODE;
        List<Framedata> frames;
        try {
            frames = draft.translateFrame(frame);
        } catch (RuntimeException e) { // Java-WebSocket's, for a reason that is not UTF-8
            draft.reset();
            throw new InvalidDataException(closes ? CloseFrame.NO_UTF8 : CloseFrame.PROTOCOL_ERROR, "malformed frame");
        }
        if (frames.size() != 1) {
            draft.reset();
            throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, "malformed frame");
        }
        return frames.get(0);
    }

    EncodedFrame ping() {
        return ping;
    }

    EncodedFrame pong(ByteBuffer payload) {
        PongFrame pong = new PongFrame();
        pong.setPayload(payload);
        return encode(pong);
    }

    EncodedFrame close(int code, String reason) {
        CloseFrame close = new CloseFrame();
        close.setCode(code);
        close.setReason(clip(reason));
        return encode(close);
    }

    private EncodedFrame encode(Framedata frame) {
        return essential(draft.createBinaryFrame(frame));
    }

    static EncodedFrame essential(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return new EncodedFrame(bytes, 0, FramePriority.ESSENTIAL);
    }

    // section 5.5: a control frame has at most 125 bytes; reasons are ASCII
    private static String clip(String reason) {
        return reason.length() <= MAX_REASON_BYTES ? reason : reason.substring(0, MAX_REASON_BYTES);
    }
}

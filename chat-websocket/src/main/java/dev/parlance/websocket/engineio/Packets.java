package dev.parlance.websocket.engineio;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.websocket.rfc6455.Frames;
import java.nio.ByteBuffer;

/**
 * The packets of Engine.IO 4. Every packet is kept as the frame that a WebSocket sends, a text frame whose payload is the packet, or a binary frame for a
 * binary message; polling takes the payload out of it, so that a message is encoded once for both.
 */
final class Packets {
    static final char OPEN = '0';
    static final char CLOSE = '1';
    static final char PING = '2';
    static final char PONG = '3';
    static final char MESSAGE = '4';
    static final char UPGRADE = '5';
    static final char NOOP = '6';
    static final String PROBE = "2probe";
    static final String CLOSE_PACKET = String.valueOf(CLOSE);

    static final EncodedFrame PING_FRAME = Frames.text("2");
    static final EncodedFrame PROBED_FRAME = Frames.text("3probe");
    static final EncodedFrame CLOSE_FRAME = Frames.text("1");
    static final EncodedFrame NOOP_FRAME = Frames.text("6");

    private static final int BINARY_OPCODE = 0x2;

    private Packets() {}

    static EncodedFrame open(String sid, boolean upgradable, EngineIoSettings settings) {
        return Frames.text("0{\"sid\":\"" + sid + "\",\"upgrades\":" + (upgradable ? "[\"websocket\"]" : "[]")
                + ",\"pingInterval\":" + settings.pingInterval().toMillis()
                + ",\"pingTimeout\":" + settings.pingTimeout().toMillis()
                + ",\"maxPayload\":" + settings.maxPayload() + "}");
    }

    static boolean isBinary(EncodedFrame frame) {
        return (frame.buffer().get(0) & 0x0f) == BINARY_OPCODE;
    }

    /** What is behind the header of an unmasked frame (RFC 6455, section 5.2). */
    static ByteBuffer payload(EncodedFrame frame) {
        ByteBuffer bytes = frame.buffer();
        int length = bytes.get(1);
        return bytes.position(length < 126 ? 2 : length == 126 ? 4 : 10);
    }
}

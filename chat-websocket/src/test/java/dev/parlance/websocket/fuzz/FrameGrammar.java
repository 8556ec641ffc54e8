package dev.parlance.websocket.fuzz;

import dev.parlance.websocket.RawClient;
import java.nio.ByteBuffer;

/** Frames of RFC 6455 around what is said, that are nearly right. */
final class FrameGrammar {
    private FrameGrammar() {}

    static byte[] frame(Dice dice, byte[] payload) {
        return switch (dice.below(24)) {
            case 0 -> RawClient.frame(dice.below(256), payload);
            case 1 -> unmasked(payload);
            case 2 -> claim(dice, payload);
            case 3 -> control(dice);
            case 4 -> halves(dice, payload, control(dice));
            case 5 -> RawClient.frame(RawClient.FIN | RawClient.BINARY, payload);
            case 6 -> RawClient.frame(RawClient.TEXT, payload);
            default -> RawClient.frame(RawClient.FIN | RawClient.TEXT, payload);
        };
    }

    private static byte[] unmasked(byte[] payload) {
        int length = Math.min(payload.length, 125);
        return ByteBuffer.allocate(2 + length)
                .put((byte) (RawClient.FIN | RawClient.TEXT))
                .put((byte) length)
                .put(payload, 0, length)
                .array();
    }

    /** A length that is not the frame's. */
    private static byte[] claim(Dice dice, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length)
                .put((byte) (dice.below(2) * RawClient.FIN | dice.below(3)))
                .put((byte) (0x80 | dice.of(126, 127, 125)));
        frame.putLong(dice.of(-1L, 0L, 1L << 31, 70_000L, 999_999L, Long.MIN_VALUE));
        return frame.put(payload).array();
    }

    private static byte[] control(Dice dice) {
        byte[] payload =
                dice.of(new byte[0], new byte[] {3}, code(1000), code(1005), code(999), code(5000), dice.bytes(130));
        int kind = dice.of(RawClient.CLOSE, RawClient.PING, RawClient.PING, RawClient.PONG, 11);
        return RawClient.frame((dice.oneIn(8) ? 0 : RawClient.FIN) | kind, payload);
    }

    private static byte[] code(int code) {
        return ByteBuffer.allocate(2).putShort((short) code).array();
    }

    private static byte[] halves(Dice dice, byte[] payload, byte[] between) {
        int cut = dice.below(payload.length + 1);
        byte[] first = RawClient.frame(RawClient.TEXT, java.util.Arrays.copyOf(payload, cut));
        byte[] second = RawClient.frame(
                RawClient.FIN | RawClient.CONTINUATION, java.util.Arrays.copyOfRange(payload, cut, payload.length));
        return ByteBuffer.allocate(first.length + between.length + second.length)
                .put(first)
                .put(between)
                .put(second)
                .array();
    }
}

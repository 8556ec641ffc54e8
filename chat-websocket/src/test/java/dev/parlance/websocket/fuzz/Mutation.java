package dev.parlance.websocket.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** What a wire, a bug or malice does to bytes that were right. */
final class Mutation {
    private Mutation() {}

    /** Mostly as it was; else with a few places changed. */
    static byte[] of(Dice dice, byte[] bytes) {
        byte[] changed = bytes;
        if (!dice.oneIn(2)) {
            for (int i = dice.between(1, 3); i > 0; i--) {
                changed = once(dice, changed);
            }
        }
        return changed;
    }

    private static byte[] once(Dice dice, byte[] bytes) {
        if (bytes.length == 0) {
            return dice.bytes(dice.below(4));
        }
        int from = dice.below(bytes.length);
        int to = Math.min(bytes.length, from + dice.between(1, 12));
        byte[] part = Arrays.copyOfRange(bytes, from, to);
        return switch (dice.below(7)) {
            case 0 -> replaced(bytes, from, from + 1, new byte[] {(byte) (bytes[from] ^ 1 << dice.below(8))});
            case 1 -> replaced(bytes, from, to, new byte[0]);
            case 2 -> replaced(bytes, from, from, part);
            case 3 -> replaced(bytes, from, to, dice.bytes(part.length));
            case 4 -> Arrays.copyOf(bytes, from);
            case 5 ->
                replaced(bytes, from, from, new byte[] {
                    dice.of((byte) 0, (byte) '\n', (byte) '"', (byte) 0x1e, (byte) 0xff, (byte) '{', (byte) '-')
                });
            case 6 -> replaced(bytes, dice.below(from + 1), from, part);
            default -> throw new AssertionError();
        };
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length + by.length);
        all.write(bytes, 0, from);
        all.writeBytes(by);
        all.write(bytes, to, bytes.length - to);
        return all.toByteArray();
    }
}

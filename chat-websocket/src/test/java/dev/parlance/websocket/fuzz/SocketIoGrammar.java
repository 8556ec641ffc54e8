package dev.parlance.websocket.fuzz;

import java.util.Base64;

/** Packets of Engine.IO, and those of Socket.IO in them, that are nearly right. */
final class SocketIoGrammar {
    private SocketIoGrammar() {}

    /** What one frame, or one part of a polling payload, has in it. */
    static String packet(Dice dice) {
        return switch (dice.below(12)) {
            case 0 -> dice.of("0", "1", "2", "3", "5", "6", "7", "", "2probe", "3probe", "5x", "4", "b", "bAAA");
            case 1 -> "b" + Base64.getEncoder().encodeToString(dice.bytes(dice.below(20)));
            case 2 -> "40" + namespace(dice) + (dice.oneIn(3) ? "" : JsonGrammar.data(dice));
            case 3 -> "41" + namespace(dice);
            case 4 -> "43" + namespace(dice) + dice.below(5) + "[" + JsonGrammar.value(dice, 2) + "]";
            case 5 -> "44" + namespace(dice) + JsonGrammar.value(dice, 1);
            case 6, 7 -> dice.of("45", "46") + attachments(dice) + "-" + namespace(dice) + event(dice);
            case 8, 9, 10 -> "42" + namespace(dice) + (dice.oneIn(2) ? "" : JsonGrammar.number(dice)) + event(dice);
            case 11 -> "4" + dice.text() + event(dice);
            default -> throw new AssertionError();
        };
    }

    private static String namespace(Dice dice) {
        return dice.oneIn(6) ? dice.of("/nowhere,", "/fuzz,", "/,", "/", "/a?b=c,", "//,") : "";
    }

    private static String attachments(Dice dice) {
        return dice.of("0", "1", "2", "10", "11", "-1", "999999999999", "");
    }

    private static String event(Dice dice) {
        return "[\"" + JsonGrammar.event(dice).replace("\\", "").replace("\"", "") + "\","
                + dice.many(3, ",", () -> JsonGrammar.data(dice)) + "]";
    }

    static String payload(Dice dice) {
        return dice.many(4, "\u001e", () -> packet(dice));
    }
}

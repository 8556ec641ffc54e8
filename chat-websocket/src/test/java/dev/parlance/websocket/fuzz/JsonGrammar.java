package dev.parlance.websocket.fuzz;

/** JSON that is nearly what a server of chat expects. */
final class JsonGrammar {
    private JsonGrammar() {}

    /** The name of a request, mostly. */
    static String event(Dice dice) {
        return dice.oneIn(10)
                ? dice.text()
                : dice.of(
                        "authenticate",
                        "join_room",
                        "leave_room",
                        "send_message",
                        "edit_message",
                        "delete_message",
                        "react",
                        "pin_message",
                        "get_message",
                        "get_reactions",
                        "get_replies",
                        "get_pins",
                        "mark_read",
                        "mark_unread",
                        "follow_room",
                        "unfollow_room",
                        "get_readers",
                        "get_rooms",
                        "watch_rooms",
                        "get_profiles",
                        "typing",
                        "get_history",
                        "create_room",
                        "update_room",
                        "get_room",
                        "add_member",
                        "remove_member",
                        "get_members",
                        "open_direct",
                        "ping",
                        "message",
                        "connect",
                        "disconnect",
                        "error");
    }

    /** The object that a request has for its data, mostly. */
    static String data(Dice dice) {
        return dice.oneIn(12) ? value(dice, 3) : "{" + dice.many(6, ",", () -> field(dice)) + "}";
    }

    private static String field(Dice dice) {
        return switch (dice.below(20)) {
            case 0, 1, 2 -> "\"roomId\":" + (dice.oneIn(6) ? value(dice, 1) : "\"fuzz\"");
            case 3 -> "\"userId\":" + (dice.oneIn(3) ? value(dice, 1) : "\"u" + dice.below(5) + "\"");
            case 4 -> "\"username\":" + (dice.oneIn(3) ? value(dice, 1) : "\"U\"");
            case 5, 6 -> "\"message\":" + (dice.oneIn(3) ? value(dice, 2) : "\"Hello\"");
            case 7 -> "\"since\":{\"epoch\":" + string(dice) + ",\"offset\":" + number(dice) + "}";
            case 8 -> "\"limit\":" + number(dice);
            case 9 -> dice.of("\"before\":", "\"after\":") + number(dice);
            case 10 -> "\"clientMessageId\":" + string(dice);
            case 11 -> "\"metadata\":" + value(dice, 2);
            case 12 ->
                "\"kind\":" + (dice.oneIn(3) ? value(dice, 1) : dice.of("\"open\"", "\"private\"", "\"direct\""));
            case 13 -> dice.of("\"name\":", "\"topic\":", "\"picture\":") + string(dice);
            case 14 -> dice.of("\"version\":", "\"slowModeMillis\":") + number(dice);
            case 15 -> "\"retention\":{\"maxMessages\":" + number(dice) + ",\"timeToLiveMillis\":" + number(dice) + "}";
            case 16 ->
                dice.of("\"role\":\"owner\"", "\"role\":\"guest\"", "\"readOnly\":true", "\"role\":" + value(dice, 1));
            case 17 -> "\"id\":" + (dice.oneIn(3) ? value(dice, 1) : "\"fuzz-" + dice.below(3) + "\"");
            case 18 ->
                dice.of(
                        "\"mentions\":" + value(dice, 2),
                        "\"mentions\":[\"u1\"]",
                        "\"userIds\":" + value(dice, 2),
                        "\"mentionsRoom\":true",
                        "\"attachments\":[\"00000000000000000000000000000001\"]",
                        "\"on\":" + value(dice, 0),
                        "\"emoji\":" + string(dice),
                        "\"epoch\":" + string(dice) + ",\"offset\":" + number(dice),
                        "\"replyTo\":\"fuzz-1\"",
                        "\"ifEditedAt\":" + number(dice));
            case 19 -> string(dice) + ":" + value(dice, 3);
            default -> throw new AssertionError();
        };
    }

    /** A request of the native protocol. */
    static String request(Dice dice) {
        String id = dice.oneIn(2) ? "" : ",\"id\":" + number(dice);
        return "{\"event\":" + (dice.oneIn(15) ? value(dice, 1) : quoted(event(dice))) + ",\"data\":" + data(dice) + id
                + (dice.oneIn(10) ? ",\"event\":\"ping\"" : "") + "}";
    }

    static String value(Dice dice, int depth) {
        if (dice.oneIn(60)) {
            return "[".repeat(dice.between(1, 300));
        }
        if (depth == 0) {
            return dice.of("null", "true", "0", "\"x\"", "[]", "{}");
        }
        return switch (dice.below(6)) {
            case 0 -> string(dice);
            case 1 -> number(dice);
            case 2 -> "[" + dice.many(4, ",", () -> value(dice, depth - 1)) + "]";
            case 3 -> "{" + dice.many(4, ",", () -> string(dice) + ":" + value(dice, depth - 1)) + "}";
            case 4 -> "{\"_placeholder\":true,\"num\":" + number(dice) + "}";
            case 5 -> dice.of("null", "true", "false", "NaN", "undefined", "'x'", "// x");
            default -> throw new AssertionError();
        };
    }

    static String number(Dice dice) {
        return dice.of(
                "0", "1", "50", "-1", "1.5", "1e3", "1e400", "9007199254740992", "18446744073709551616", "01", "-0");
    }

    static String string(Dice dice) {
        return quoted(dice.text());
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\u0000", "\\u0000") + "\"";
    }
}

package dev.parlance.examples.bench.attack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands what a server says on one connection: answers of HTTP, and frames once it has switched to WebSocket. Of each it keeps the beginning only. */
final class ServerTalk {
    /** What was understood; {@code bytes} are good until the call returns. */
    interface Ear {
        /** An answer of HTTP is there in full; or, with 101, the WebSocket. */
        void answered(int status, byte[] bytes, int length);

        /** A text is there in full. */
        void text(byte[] bytes, int length);

        void pinged(byte[] bytes, int length);

        void closing(int code);
    }

    private enum Place {
        HEAD,
        BODY,
        FRAME,
        PAYLOAD
    }

    private static final int END_OF_HEAD = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';
    private static final int SWITCHING = 101;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final Ear ear;
    private final int keep;
    private byte[] kept = new byte[256];
    private int length;
    private Place place = Place.HEAD;
    private int lastFour;
    private int status;
    private int opcode;
    private long rest;

    /** Keeps at most {@code keep} bytes of each. */
    ServerTalk(Ear ear, int keep) {
        this.ear = ear;
        this.keep = keep;
    }

    void take(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            switch (place) {
                case HEAD -> {
                    lastFour = lastFour << 8 | bytes[at];
                    append(bytes, at, 1);
                    at++;
                    if (lastFour == END_OF_HEAD) {
                        headEnds();
                    }
                }
                case FRAME -> {
                    append(bytes, at, 1);
                    at++;
                    frameBegins();
                }
                case BODY, PAYLOAD -> {
                    int part = (int) Math.min(rest, to - at);
                    append(bytes, at, part);
                    at += part;
                    rest -= part;
                    contentEnds();
                }
            }
        }
    }

    private void append(byte[] bytes, int from, int count) {
        int taken = Math.min(count, keep - length);
        if (taken > kept.length - length) {
            kept = Arrays.copyOf(kept, Math.min(keep, Math.max(kept.length * 2, length + taken)));
        }
        System.arraycopy(bytes, from, kept, length, taken);
        length += taken;
    }

    private void headEnds() {
        String head = new String(kept, 0, length, StandardCharsets.ISO_8859_1);
        status = head.length() > 12 ? Integer.parseInt(head.substring(9, 12)) : 0;
        Matcher announced = LENGTH.matcher(head);
        rest = announced.find() ? Long.parseLong(announced.group(1)) : 0;
        length = 0;
        if (status == SWITCHING) {
            place = Place.FRAME;
            ear.answered(status, kept, 0);
        } else {
            place = Place.BODY;
            contentEnds();
        }
    }

    /** RFC 6455, section 5.2; a server does not mask. */
    private void frameBegins() {
        int size = length < 2 ? 0 : kept[1] & 0x7f;
        int header = size < 126 ? 2 : size == 126 ? 4 : 10;
        if (length < header) {
            return;
        }
        rest = header == 2 ? size : 0;
        for (int i = 2; i < header; i++) {
            rest = rest << 8 | (kept[i] & 0xff);
        }
        opcode = kept[0] & 0x0f;
        length = 0;
        place = Place.PAYLOAD;
        contentEnds();
    }

    private void contentEnds() {
        if (rest > 0) {
            return;
        }
        int end = length;
        length = 0;
        if (place == Place.BODY) {
            place = Place.HEAD;
            ear.answered(status, kept, end);
            return;
        }
        place = Place.FRAME;
        switch (opcode) {
            case 0, 1 -> ear.text(kept, end);
            case 8 -> ear.closing(end < 2 ? 1005 : (kept[0] & 0xff) << 8 | (kept[1] & 0xff));
            case 9 -> ear.pinged(kept, end);
            default -> {} // a pong, which nobody has asked for
        }
    }
}

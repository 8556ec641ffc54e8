package dev.parlance.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lines of text in the entries of a call: as many as fit. For one thread. */
final class Lines {
    /** How many entries they take at most, and how many characters there are in each. */
    static final int TEXTS = 6;

    private static final int TEXT = 512;
    private static final String NAME = "lines-";

    private final Map<String, String> into;
    private final StringBuilder text = new StringBuilder();
    private int texts;

    Lines(Map<String, String> into) {
        this.into = into;
    }

    /** Adds one, of at most 511 characters, none of them a line's end; returns false if it does not fit any more. */
    boolean add(String line) {
        if (text.length() + line.length() + 1 > TEXT) {
            if (texts == TEXTS - 1) {
                return false;
            }
            end();
        }
        text.append(line).append('\n');
        return true;
    }

    /** There are no more. */
    void end() {
        if (!text.isEmpty()) {
            into.put(NAME + texts++, text.toString());
            text.setLength(0);
        }
    }

    /** All, in as many parts as they need. */
    static List<Map<String, String>> parts(Stream<String> all) {
        List<Map<String, String>> parts = new ArrayList<>();
        Lines last = null;
        for (String line : all.toList()) {
            if (last == null || !last.add(line)) {
                if (last != null) {
                    last.end();
                }
                Map<String, String> part = new HashMap<>();
                parts.add(part);
                last = new Lines(part);
                last.add(line);
            }
        }
        if (last != null) {
            last.end();
        }
        return parts;
    }

    static Stream<String> of(Map<String, String> part) {
        return Stream.iterate(0, i -> i + 1)
                .limit(TEXTS)
                .flatMap(i -> part.getOrDefault(NAME + i, "").lines());
    }
}

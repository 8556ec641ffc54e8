package dev.parlance.examples.bench;

import java.nio.charset.StandardCharsets;

/** Words looked for in what the server says, where it lies. */
final class Bytes {
    private Bytes() {}

    static byte[] of(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    static boolean startsWith(byte[] bytes, int from, int to, byte[] word) {
        if (to - from < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (bytes[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** The place of the first {@code word}, or -1. */
    static int indexOf(byte[] bytes, int from, int to, byte[] word) {
        for (int i = from; i <= to - word.length; i++) {
            if (bytes[i] == word[0] && startsWith(bytes, i, to, word)) {
                return i;
            }
        }
        return -1;
    }

    /** The beginning, as text for a person. */
    static String excerpt(byte[] bytes, int from, int to) {
        return new String(bytes, from, Math.min(to - from, 200), StandardCharsets.UTF_8).strip();
    }
}

package dev.parlance.redis.link;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A reading place in bytes that begin with words divided by single spaces. For one thread. */
public final class WordReader {
    private final byte[] array;
    private int from;

    /** Reads from the beginning. */
    public WordReader(byte[] array) {
        this(array, 0);
    }

    /** Reads from a place. */
    public WordReader(byte[] array, int from) {
        this.array = array;
        this.from = from;
    }

    /** All that is left. */
    public byte[] rest() {
        return Arrays.copyOfRange(array, from, array.length);
    }

    /** The next word. */
    public String word() {
        int end = end();
        String word = new String(array, from, end - from, StandardCharsets.UTF_8);
        from = Math.min(end + 1, array.length);
        return word;
    }

    /** The next word, which is a number. */
    public long number() {
        int end = end();
        long number = 0;
        for (int i = from; i < end; i++) {
            int digit = array[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException(
                        "not a number: " + new String(array, from, end - from, StandardCharsets.UTF_8));
            }
            number = number * 10 + digit;
        }
        from = Math.min(end + 1, array.length);
        return number;
    }

    /** Passes a word over. */
    public WordReader skip() {
        from = Math.min(end() + 1, array.length);
        return this;
    }

    private int end() {
        int end = from;
        while (end < array.length && array[end] != ' ') {
            end++;
        }
        return end;
    }
}

package dev.parlance.redis;

import java.nio.charset.StandardCharsets;

/** A reading place in bytes that begin with words divided by single spaces. For one thread. */
final class Bytes {
    private final byte[] array;
    private int from;

    Bytes(byte[] array) {
        this(array, 0);
    }

    Bytes(byte[] array, int from) {
        this.array = array;
        this.from = from;
    }

    byte[] array() {
        return array;
    }

    /** Where the next word begins. */
    int from() {
        return from;
    }

    int length() {
        return array.length - from;
    }

    String word() {
        int end = end();
        String word = new String(array, from, end - from, StandardCharsets.UTF_8);
        from = Math.min(end + 1, array.length);
        return word;
    }

    long number() {
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

    private int end() {
        int end = from;
        while (end < array.length && array[end] != ' ') {
            end++;
        }
        return end;
    }
}

package dev.parlance.websocket.fuzz;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chance that can be had again: the same seed throws the same dice. */
final class Dice {
    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "\t",
            "\r\n",
            "\u202e",
            "\ufeff",
            "\ud800",
            "\udc00x",
            "\ud83d\ude00",
            "\u4e2d".repeat(50),
            "a".repeat(200),
            "__proto__",
            "../..",
            "%00",
            "\u001e",
            "\"",
            "\\",
            "null",
            "-0",
            "1e400",
            "18446744073709551616");

    private final SplittableRandom random;

    Dice(long seed, long number) {
        this.random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + number);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** True once in so many. */
    boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String text() {
        return oneIn(4) ? "word" + below(10) : of(ODD_TEXTS);
    }

    String many(int most, String between, Supplier<String> part) {
        return Stream.generate(part).limit(below(most + 1)).collect(Collectors.joining(between));
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}

package dev.parlance.archive.jdbc;

import java.util.Set;
import java.util.TreeSet;

/**
 * The short pieces of a text by which an index finds it: two characters of Chinese, Japanese and Korean, three of all other letters and digits. Each is a number in which its room is mixed, so that
 * the pieces of one room are found without those of all others. Two pieces may have one number, so that whatever is found is looked at again.
 */
final class Grams {
    private final long roomKey;
    private final Set<Integer> all = new TreeSet<>();

    private Grams(long roomKey) {
        this.roomKey = roomKey;
    }

    /** What a text, or a part of one, consists of. */
    static Set<Integer> of(long roomKey, String folded) {
        Grams grams = new Grams(roomKey);
        int[] text = folded.codePoints().toArray();
        for (int i = 0; i < text.length; i++) {
            grams.add(text, i);
        }
        return grams.all;
    }

    private void add(int[] text, int at) {
        int kind = kind(text[at]);
        int length = kind == 2 ? 2 : 3;
        if (kind == 0 || at + length > text.length) {
            return;
        }
        long mixed = roomKey * 0x9E3779B97F4A7C15L + length;
        for (int i = at; i < at + length; i++) {
            if (kind(text[i]) != kind) {
                return;
            }
            mixed = (mixed ^ text[i]) * 0xBF58476D1CE4E5B9L;
            mixed ^= mixed >>> 29;
        }
        all.add((int) (mixed ^ (mixed >>> 32)));
    }

    /** 0 for what stands between words, 2 for what is written without blanks, else 1. */
    private static int kind(int codePoint) {
        if (!Character.isLetterOrDigit(codePoint)) {
            return 0;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> 2;
            default -> 1; // blanks stand between the words of all others
        };
    }
}

package dev.parlance.archive.jdbc;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Text as a search compares it: case, accents and widths do not count. The same when it is saved and when it is looked for. */
record FoldedText(String value) {
    static FoldedText of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD);
        // twice, since some letters have a lower case that is the upper's alone: ß is SS is ss, and ς and σ are Σ
        String low = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        StringBuilder kept = new StringBuilder(low.length());
        Normalizer.normalize(low, Normalizer.Form.NFKD)
                .codePoints()
                .filter(each -> !isAccent(each))
                .map(each -> each == 'ς' ? 'σ' : each)
                .forEach(kept::appendCodePoint);
        return new FoldedText(Normalizer.normalize(kept, Normalizer.Form.NFC));
    }

    /** Marks that make a letter no other: not the vowels of Indian scripts, nor the strokes that tell が from か. */
    private static boolean isAccent(int codePoint) {
        if (Character.getType(codePoint) != Character.NON_SPACING_MARK || codePoint == 0x3099 || codePoint == 0x309A) {
            return false;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case INHERITED, HEBREW, ARABIC -> true;
            default -> false; // in no other script is a mark known to be an accent
        };
    }

    /** What stands between blanks. */
    List<String> words() {
        return Arrays.stream(value.split("[\\s\\p{Z}]+"))
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** Whether each of some words stands somewhere in it. */
    boolean hasAll(List<String> words) {
        return words.stream().allMatch(value::contains);
    }
}

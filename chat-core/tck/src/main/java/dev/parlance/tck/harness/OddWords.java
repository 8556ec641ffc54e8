package dev.parlance.tck.harness;

import java.util.List;
import java.util.Map;

/** Valid words at which stores and codecs stumble. */
public final class OddWords {
    /** Parts of names: separators of keys, hash tags, patterns, what is cut off or folded, letters outside the basic plane. */
    public static final List<String> NAMES = List.of(
            ":",
            "{",
            "}",
            "{}",
            "{a}",
            "*",
            "?",
            "[a-z]",
            " ",
            "/",
            "\\",
            "%",
            "%2F",
            "..",
            "'",
            "\"",
            "a",
            "A",
            "ä",
            "a\u0308",
            "ß",
            "ss",
            "-",
            "_",
            ";--",
            "$",
            "#",
            "null",
            "\u00A0",
            "\uFEFF",
            "\uD83D\uDE00",
            "日本");

    /** Texts: line ends, quotes, zero, emoji of several code points, what looks like a number or like JSON. */
    public static final List<String> TEXTS = List.of(
            " leading and trailing ",
            "two\nlines\r\nand\ttabs",
            "zero \u0000 and bell \u0007",
            "\"quoted\" \\ 'back' `tick`",
            "family \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66, flag \uD83C\uDDEA\uD83C\uDDFA, 日本語, עברית",
            "0",
            "-1e309",
            "true",
            "null",
            "{\"text\":\"json\"}",
            "*3\r\n$3\r\nSET\r\n",
            "\u2028\u2029\uFEFF",
            "%s %d {0} ${x}");

    public static final Map<String, String> METADATA = Map.of(
            "lang", "de", "odd key: {*} /", "\"quoted\"\n\uD83D\uDE00", "empty", "", "0", "0", "text", "not the text");

    private OddWords() {}
}

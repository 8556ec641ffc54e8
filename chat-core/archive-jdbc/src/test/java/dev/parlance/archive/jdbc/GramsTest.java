package dev.parlance.archive.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GramsTest {
    private static final String[] PIECES = {
        "a", "Ä", "e\u0301", "ß", "Σ", "ς", "İ", "ı", "日", "本", "カ", "ガ", "が", "서", "울", "क", "ी", " ", "-", "1", "ﬁ",
        "שָ", "😀", "Z"
    };

    @Test
    void whateverStandsInATextHasNoPieceThatTheTextHasNot() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            String text = FoldedText.of(random(random, 12)).value();
            int[] points = text.codePoints().toArray();
            int from = random.nextInt(points.length + 1);
            String part = new String(points, from, random.nextInt(points.length - from + 1));

            assertThat(Grams.of(5, text)).as("%s in %s", part, text).containsAll(Grams.of(5, part));
        }
    }

    @Test
    void foldingTwiceIsFoldingOnce() {
        Random random = new Random(8);
        for (int round = 0; round < 20_000; round++) {
            FoldedText folded = FoldedText.of(random(random, 8));

            assertThat(FoldedText.of(folded.value())).isEqualTo(folded);
        }
    }

    @Test
    void voicedKanaAndVowelsOfOtherScriptsAreLettersOfTheirOwn() {
        assertThat(FoldedText.of("が")).isNotEqualTo(FoldedText.of("か"));
        assertThat(FoldedText.of("की")).isNotEqualTo(FoldedText.of("का"));
        assertThat(FoldedText.of("ｶﾞ")).isEqualTo(FoldedText.of("ガ"));
    }

    @Test
    void theSamePieceOfAnotherRoomIsAnother() {
        assertThat(Grams.of(1, "harbour")).doesNotContainAnyElementsOf(Grams.of(2, "harbour"));
    }

    private static String random(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(most); left >= 0; left--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}

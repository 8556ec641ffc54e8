package dev.parlance.policy;

import dev.parlance.model.ChatException;
import dev.parlance.model.MessageDraft;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Words that are not said: whole ones, in any case and any form of their letters (NFKC), so that others which contain them stay. */
final class WordRule implements TextRule {
    private final Set<String> words;

    WordRule(Collection<String> words) {
        this.words = words.stream().map(WordRule::folded).collect(Collectors.toUnmodifiableSet());
    }

    private static String folded(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public String apply(MessageDraft draft, String text) {
        String seen = folded(text);
        BreakIterator between = BreakIterator.getWordInstance(Locale.ROOT);
        between.setText(seen);
        int begin = between.first();
        for (int end = between.next(); end != BreakIterator.DONE; begin = end, end = between.next()) {
            if (words.contains(seen.substring(begin, end))) {
                throw ChatException.refused(TextRules.WORD, "a word in this message is not allowed here");
            }
        }
        return text;
    }
}

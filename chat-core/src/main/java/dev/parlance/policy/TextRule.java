package dev.parlance.policy;

import dev.parlance.model.MessageDraft;

/** One thing that a text has to be. Safe for use by many threads. */
@FunctionalInterface
interface TextRule {
    /**
     * Looks at a text.
     *
     * @param draft whose text it is, as it came
     * @param text the text as the rules before have left it
     * @return the text to go on with
     * @throws dev.parlance.model.ChatException if it is none that may be said
     */
    String apply(MessageDraft draft, String text);
}

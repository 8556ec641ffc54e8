package dev.parlance.policy;

import static java.util.Objects.requireNonNull;

import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageDraft;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What users may write, beyond what every message has to be ({@link MessageDraft}): an interceptor without a wait, for {@code ChatEngine.Builder.interceptor}. Rules are applied in this
 * order: control characters, directional ones, normalisation, something to see, length, links, words, repeats. What they leave of the text is what is stored.
 *
 * <p>A text is stored as it was written, and whoever shows it escapes it for the place where it stands, HTML for one; rules are no substitute. Who wants another form stored adds an
 * interceptor of their own behind this one. Safe for use by many threads.
 */
public final class TextRules implements MessageInterceptor {
    /** The host's code for a link that may not be here. */
    public static final String LINK = "LINK";

    /** The host's code for a word that may not be here. */
    public static final String WORD = "WORD";

    /** The host's code for a message that its author has just said. */
    public static final String REPEAT = "REPEAT";

    private final List<TextRule> rules;

    private TextRules(List<TextRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** What becomes of characters that are not wanted. */
    public enum Treatment {
        /** They stay. */
        ALLOW,
        /** They are taken out, the message stays. */
        REMOVE,
        /** The message is refused with {@link ErrorCode#INVALID_MESSAGE}. */
        REFUSE
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder, for one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<MessageDraft> intercept(MessageDraft draft) {
        String text = draft.text();
        for (TextRule rule : rules) {
            text = rule.apply(draft, text);
        }
        return CompletableFuture.completedFuture(
                text.equals(draft.text()) ? draft : draft.toBuilder().text(text).build());
    }

    /**
     * Whether it may take long.
     *
     * @return false: some microseconds for a text of 4,000 characters
     */
    @Override
    public boolean mayBlock() {
        return false;
    }

    /** Collects {@link TextRules}; not safe for use by several threads. */
    public static final class Builder {
        private Treatment controls = Treatment.REMOVE;
        private Treatment directions = Treatment.ALLOW;
        private Normalizer.@Nullable Form form;
        private int characters = MessageDraft.MAX_TEXT;
        private int bytes = Integer.MAX_VALUE;
        private @Nullable Set<String> hosts;
        private Set<String> words = Set.of();
        private @Nullable Duration repeats;
        private LongSupplier ticker = System::nanoTime;

        private Builder() {}

        /**
         * Control characters but for line feed and tabulator.
         *
         * @param treatment default {@link Treatment#REMOVE}
         * @return this
         */
        public Builder controlCharacters(Treatment treatment) {
            controls = requireNonNull(treatment, "treatment");
            return this;
        }

        /**
         * Characters that turn the direction of what follows (U+202A to U+202E, U+2066 to U+2069), with which a text can be made to look like another one. Texts in Arabic or Hebrew do without
         * them; the marks U+200E, U+200F and U+061C stay in any case.
         *
         * @param treatment default {@link Treatment#ALLOW}
         * @return this
         */
        public Builder directionalCharacters(Treatment treatment) {
            directions = requireNonNull(treatment, "treatment");
            return this;
        }

        /**
         * Has texts stored in one of Unicode's normal forms (UAX #15).
         *
         * @param value default null: as they come
         * @return this
         */
        public Builder normalize(Normalizer.@Nullable Form value) {
            form = value;
            return this;
        }

        /**
         * Bounds the length as people count it, after the rules before; {@code ChatLimits.maxMessageLength} counts UTF-16 characters and holds for all.
         *
         * @param codePoints 1 to {@value MessageDraft#MAX_TEXT}, which is the default
         * @return this
         */
        public Builder maxCharacters(int codePoints) {
            characters = codePoints;
            return this;
        }

        /**
         * Bounds the length in UTF-8.
         *
         * @param value 1 or more; default any number
         * @return this
         */
        public Builder maxBytes(int value) {
            bytes = value;
            return this;
        }

        /**
         * Refuses texts with links, to wherever, with {@link #LINK}.
         *
         * @return this
         */
        public Builder noLinks() {
            return linksOnlyTo(Set.of());
        }

        /**
         * Refuses texts with links to other places with {@link #LINK}. A link is what programs make one of: a scheme with slashes behind it, or {@code www.}
         *
         * @param values names of hosts, which stand for those below them, too
         * @return this
         */
        public Builder linksOnlyTo(Collection<String> values) {
            hosts = values.stream().map(each -> each.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
            return this;
        }

        /**
         * Refuses texts with one of these words with {@link #WORD}: whole words, in upper or lower case.
         *
         * @param values words without white space
         * @return this
         */
        public Builder withoutWords(Collection<String> values) {
            words = Set.copyOf(values);
            return this;
        }

        /**
         * Refuses with {@link #REPEAT} what its author has said last in the same room. It is remembered of 16,384 speakers, on this node.
         *
         * @param within positive: for how long
         * @return this
         */
        public Builder noRepeats(Duration within) {
            repeats = requireNonNull(within, "within");
            return this;
        }

        /**
         * Measures the time between repeats.
         *
         * @param value in nanoseconds; default {@link System#nanoTime}
         * @return this
         */
        public Builder ticker(LongSupplier value) {
            ticker = requireNonNull(value, "value");
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the rules
         * @throws IllegalArgumentException naming the fault
         */
        public TextRules build() {
            if (characters < 1 || characters > MessageDraft.MAX_TEXT || bytes < 1) {
                throw new IllegalArgumentException("maxCharacters must be 1 to " + MessageDraft.MAX_TEXT
                        + " and maxBytes 1 or more, not " + characters + " and " + bytes);
            }
            if (repeats != null && (repeats.isZero() || repeats.isNegative())) {
                throw new IllegalArgumentException("noRepeats wants a positive time, not " + repeats);
            }
            List<TextRule> rules = new ArrayList<>();
            rules.add(CharacterRules.of("control characters", CharacterRules::isControl, controls));
            rules.add(CharacterRules.of(
                    "characters that turn the direction of a text", CharacterRules::isDirectional, directions));
            if (form != null) {
                Normalizer.Form wanted = form;
                rules.add((draft, text) -> Normalizer.normalize(text, wanted));
            }
            rules.add(CharacterRules::requireInk);
            rules.add(CharacterRules.atMost(characters, bytes));
            if (hosts != null) {
                rules.add(new LinkRule(hosts));
            }
            if (!words.isEmpty()) {
                rules.add(new WordRule(words));
            }
            if (repeats != null) {
                rules.add(new RepeatRule(repeats, ticker));
            }
            return new TextRules(rules);
        }
    }
}

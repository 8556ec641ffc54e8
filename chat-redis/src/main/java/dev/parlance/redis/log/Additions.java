package dev.parlance.redis.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Reaction;
import dev.parlance.model.ThreadSummary;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What others added to a message, as scripts write it behind the body of a change: {@code replies last lastStamp}, each kind of reaction with its count and the first of its users, and the one reaction that changed, if it was one. No
 * id and no reaction has a control character, which is what divides them. A value.
 *
 * @param counts how many reacted with what
 * @param first the first users of each
 * @param thread what answers it, or null
 * @param reaction the only one that changed, or null
 */
record Additions(
        Map<String, Integer> counts,
        Map<String, List<UserId>> first,
        @Nullable ThreadSummary thread,
        @Nullable Reaction reaction) {
    private static final Additions NOTHING = new Additions(Map.of(), Map.of(), null, null);
    private static final String BETWEEN_PARTS = "\u001F";
    private static final String BETWEEN_KINDS = "\u001E";
    private static final String BEFORE_ONLY = "\u001D";

    /** Reads what scripts wrote. */
    static Additions read(byte[] text) {
        if (text.length == 0) {
            return NOTHING;
        }
        String[] halves = new String(text, UTF_8).split(BEFORE_ONLY, 2);
        String[] kinds = halves[0].split(BETWEEN_KINDS, -1);
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, List<UserId>> first = new LinkedHashMap<>();
        for (int i = 1; i < kinds.length; i++) {
            String[] parts = kinds[i].split(BETWEEN_PARTS, -1);
            counts.put(parts[0], Integer.parseInt(parts[1]));
            first.put(
                    parts[0],
                    Stream.of(parts)
                            .skip(2)
                            .filter(id -> !id.isEmpty())
                            .map(UserId::new)
                            .toList());
        }
        return new Additions(counts, first, thread(kinds[0]), halves.length < 2 ? null : only(halves[1]));
    }

    private static @Nullable ThreadSummary thread(String text) {
        String[] words = text.split(" ", -1);
        long replies = Long.parseLong(words[0]);
        return replies == 0 || words[1].equals("-")
                ? null
                : new ThreadSummary(replies, new MessageId(words[1]), Instant.ofEpochMilli(Long.parseLong(words[2])));
    }

    private static @Nullable Reaction only(String text) {
        String[] parts = text.split(BETWEEN_PARTS, -1);
        return parts.length < 3 ? null : new Reaction(parts[1], new UserId(parts[0]), parts[2].equals("1"));
    }

    /** Adds it to a message. */
    void to(Message.Builder message) {
        message.thread(thread);
        if (!counts.isEmpty()) {
            message.reactions(counts, first);
        }
    }
}

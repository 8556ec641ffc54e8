package dev.parlance.broker;

import dev.parlance.model.Message;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A message with what others added to it, to the last reaction.
 *
 * @param message in its latest state
 * @param reactors who reacted with what, kinds in the message's order; of each those first that the message lists
 * @param replies when the replies were posted that were not deleted, by their offsets
 */
public record WholeMessage(Message message, Map<String, List<UserId>> reactors, NavigableMap<Long, Instant> replies) {
    /**
     * Copies the maps.
     *
     * @param message as above
     * @param reactors as above
     * @param replies as above
     */
    public WholeMessage {
        Map<String, List<UserId>> copy = new LinkedHashMap<>();
        reactors.forEach((emoji, users) -> copy.put(emoji, List.copyOf(users)));
        reactors = Collections.unmodifiableMap(copy);
        replies = Collections.unmodifiableNavigableMap(new TreeMap<>(replies));
    }

    /**
     * Whether a message says itself who all have reacted to it.
     *
     * @param message any
     * @return whether it lists as many as it counts
     */
    public static boolean listsAll(Message message) {
        return message.reactionCounts().entrySet().stream()
                .allMatch(each -> each.getValue()
                        == message.reactions()
                                .getOrDefault(each.getKey(), List.of())
                                .size());
    }
}

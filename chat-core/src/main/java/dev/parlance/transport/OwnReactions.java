package dev.parlance.transport;

import dev.parlance.model.Message;
import dev.parlance.model.Position;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the user who is answered reacted with, of those messages whose lists of users do not say it: where more reacted than are named. Of all others a client sees it in the message. Immutable.
 *
 * @param of by where a message was posted: empty for one that the user did not react to
 */
public record OwnReactions(Map<Position, Set<String>> of) {
    /** Nothing that the messages do not say. */
    public static final OwnReactions SAID = new OwnReactions(Map.of());

    /**
     * Copies the map.
     *
     * @param of as above
     */
    public OwnReactions {
        of = Map.copyOf(of);
    }

    /**
     * Finds the messages that do not say by themselves who reacted.
     *
     * @param messages any
     * @return where they were posted: a list that costs nothing if there are none, as most often
     */
    public static List<Position> unsaid(Collection<Message> messages) {
        return messages.stream()
                .filter(OwnReactions::namesFewerThanItCounts)
                .map(Message::position)
                .toList();
    }

    private static boolean namesFewerThanItCounts(Message message) {
        Map<String, Integer> counts = message.reactionCounts();
        if (counts.isEmpty()) {
            return false;
        }
        long counted = counts.values().stream().mapToLong(Integer::longValue).sum();
        return counted
                > message.reactions().values().stream().mapToLong(List::size).sum();
    }
}

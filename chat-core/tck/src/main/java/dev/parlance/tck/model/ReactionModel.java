package dev.parlance.tck.model;

import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who must have reacted with what to the messages of one room, and what of that was not told yet. */
final class ReactionModel {
    private static final class Added {
        final Map<String, List<UserId>> users = new LinkedHashMap<>();
        final List<Reaction> untold = new ArrayList<>();
    }

    private final Map<Position, Added> messages = new HashMap<>();

    /** Whether that changes anything. */
    boolean react(Message message, Reaction reaction) {
        Added added = messages.computeIfAbsent(message.position(), at -> new Added());
        List<UserId> users = added.users.computeIfAbsent(reaction.emoji(), emoji -> new ArrayList<>());
        boolean changed = reaction.on()
                ? !users.contains(reaction.userId()) && users.add(reaction.userId())
                : users.remove(reaction.userId());
        if (users.isEmpty()) {
            added.users.remove(reaction.emoji());
        }
        if (changed) {
            added.untold.add(reaction);
        }
        return changed;
    }

    /** Whether it would undo what nobody was told: then there is more than one thing that a store may say. */
    boolean undoesWhatIsUntold(Message message, Reaction reaction) {
        return of(message).untold.stream()
                .anyMatch(each ->
                        each.userId().equals(reaction.userId()) && each.emoji().equals(reaction.emoji()));
    }

    boolean isUntold(Message message) {
        return !of(message).untold.isEmpty();
    }

    /** The one that changed since the last telling, if exactly one did. */
    @Nullable
    Reaction only(Message message) {
        List<Reaction> untold = of(message).untold;
        return untold.size() == 1 ? untold.get(0) : null;
    }

    /** All of it is told from here on; returns what. */
    Map<String, List<UserId>> tell(Message message) {
        Added added = of(message);
        added.untold.clear();
        Map<String, List<UserId>> now = new LinkedHashMap<>();
        added.users.forEach((emoji, users) -> now.put(emoji, List.copyOf(users)));
        return now;
    }

    /** Nobody reacts to what is not there. */
    void silence(Message message) {
        messages.remove(message.position());
    }

    Set<UserId> users(Message message, String emoji) {
        return Set.copyOf(of(message).users.getOrDefault(emoji, List.of()));
    }

    Set<String> of(Message message, UserId userId) {
        return of(message).users.entrySet().stream()
                .filter(each -> each.getValue().contains(userId))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Added of(Message message) {
        return messages.getOrDefault(message.position(), new Added());
    }
}

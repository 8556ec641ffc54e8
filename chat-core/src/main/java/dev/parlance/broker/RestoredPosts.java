package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Messages of a log that stand behind its history, as they were brought back or are pinned: those that came first go first. By the offset of the post. Not safe for use by several threads. */
final class RestoredPosts {
    private final Map<Long, Shelved> shelved = new LinkedHashMap<>(2);

    /** A message, and the change of it up to which it is archived with every reaction; 0 if that is not known. */
    private record Shelved(Message message, long whole) {}

    boolean isEmpty() {
        return shelved.isEmpty();
    }

    @Nullable
    Message get(long offset) {
        Shelved held = shelved.isEmpty() ? null : shelved.get(offset);
        return held == null ? null : held.message();
    }

    /**
     * Keeps one more, and returns what makes way for it.
     *
     * @throws ChatException {@link ErrorCode#OVERLOADED} if there are too many, and none may go
     */
    @Nullable
    Message add(Message message, boolean isWhole, Predicate<Message> mayGo) {
        Message gone = null;
        if (shelved.size() >= LogArchiving.MAX_RESTORED) {
            gone = first(mayGo);
            if (gone == null) {
                throw new ChatException(
                        ErrorCode.OVERLOADED, "too many old messages were changed and are not archived yet");
            }
            shelved.remove(gone.position().offset());
        }
        keep(message, isWhole);
        return gone;
    }

    /** Keeps one more, however many there are. */
    void keep(Message message, boolean isWhole) {
        shelved.put(message.position().offset(), new Shelved(message, isWhole ? message.changeOffset() : 0));
    }

    void set(Message message) {
        shelved.computeIfPresent(message.position().offset(), (offset, before) -> new Shelved(message, before.whole()));
    }

    /** A message is archived with every reaction, as it was then. */
    void whole(Message then) {
        shelved.computeIfPresent(
                then.position().offset(),
                (offset, held) -> held.message().equals(then) ? new Shelved(then, then.changeOffset()) : held);
    }

    /** Whether this state is archived with every reaction. */
    boolean isWhole(Message message) {
        Shelved held = shelved.get(message.position().offset());
        return WholeMessage.listsAll(message) || (held != null && held.whole() == message.changeOffset());
    }

    /** Forgets all that may go, and returns it. */
    List<Message> removeIf(Predicate<Message> mayGo) {
        List<Message> gone = all().stream().filter(mayGo).toList();
        gone.forEach(each -> shelved.remove(each.position().offset()));
        return gone;
    }

    private @Nullable Message first(Predicate<Message> mayGo) {
        return shelved.values().stream()
                .map(Shelved::message)
                .filter(mayGo)
                .findFirst()
                .orElse(null);
    }

    List<Message> all() {
        List<Message> all = new ArrayList<>(shelved.size());
        shelved.values().forEach(each -> all.add(each.message()));
        return all;
    }
}

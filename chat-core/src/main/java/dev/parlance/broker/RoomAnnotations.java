package dev.parlance.broker;

import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** What others add to the messages of a room, by the offset of the post, beside the log until it is told. It goes with its message. Not safe for use by several threads. */
final class RoomAnnotations {
    private final Map<Long, MessageAnnotation> annotations = new HashMap<>();
    private long bytes;

    /** Returns whether anything changed; the message is there and was not deleted. */
    boolean react(long post, Reaction reaction) {
        MessageAnnotation annotation = annotations.get(post);
        if (annotation == null) {
            if (!reaction.on()) {
                return false;
            }
            annotation = begin(post);
        }
        long before = annotation.bytes();
        boolean changed = annotation.react(reaction);
        bytes += annotation.bytes() - before;
        return changed;
    }

    void addReply(long root, long reply, Instant at) {
        MessageAnnotation known = annotations.get(root);
        MessageAnnotation annotation = known == null ? begin(root) : known;
        long before = annotation.bytes();
        annotation.addReply(reply, at);
        bytes += annotation.bytes() - before;
    }

    void removeReply(long root, long reply) {
        MessageAnnotation annotation = annotations.get(root);
        if (annotation != null) {
            long before = annotation.bytes();
            annotation.removeReply(reply);
            bytes += annotation.bytes() - before;
        }
    }

    private MessageAnnotation begin(long post) {
        MessageAnnotation annotation = new MessageAnnotation();
        annotations.put(post, annotation);
        bytes += annotation.bytes();
        return annotation;
    }

    /** The message was deleted: what answers it stays. */
    void silence(long post) {
        MessageAnnotation annotation = annotations.get(post);
        if (annotation != null) {
            long before = annotation.bytes();
            annotation.silence();
            bytes += annotation.bytes() - before;
            forgetEmpty(post, annotation);
        }
    }

    /** The history has forgotten the message. */
    void forget(long post) {
        if (!annotations.isEmpty()) { // most rooms: no box for the key of each message that goes
            MessageAnnotation annotation = annotations.remove(post);
            bytes -= annotation == null ? 0 : annotation.bytes();
        }
    }

    boolean isUntold(long post) {
        MessageAnnotation annotation = annotations.get(post);
        return annotation != null && annotation.isUntold();
    }

    /** All posts of which something was not told. */
    List<Long> untold() {
        return annotations.entrySet().stream()
                .filter(each -> each.getValue().isUntold())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Puts what was not told into the next state of a message, as told; returns the one reaction that changed, if one did. */
    @Nullable
    Reaction tell(long post, Message.Builder next, LongFunction<Position> places) {
        MessageAnnotation annotation = annotations.get(post);
        if (annotation == null) {
            throw new IllegalStateException("nothing is untold of " + post);
        }
        annotation.describe(next, places);
        Reaction only = annotation.only();
        annotation.told();
        forgetEmpty(post, annotation);
        return only;
    }

    /** Whether something is so of all posts to which others added something. */
    boolean all(LongPredicate what) {
        return annotations.keySet().stream().allMatch(what::test);
    }

    WholeMessage whole(Message message) {
        MessageAnnotation annotation = annotations.get(message.position().offset());
        return annotation == null
                ? new WholeMessage(message, Map.of(), new TreeMap<>())
                : new WholeMessage(message, annotation.reactors(), annotation.replies());
    }

    /** A message is back with all that was added to it; it is told. */
    void restore(WholeMessage old) {
        if (!old.reactors().isEmpty() || !old.replies().isEmpty()) {
            MessageAnnotation annotation = new MessageAnnotation(old);
            annotations.put(old.message().position().offset(), annotation);
            bytes += annotation.bytes();
        }
    }

    private void forgetEmpty(long post, MessageAnnotation annotation) {
        if (annotation.isEmpty()) {
            annotations.remove(post);
            bytes -= annotation.bytes();
        }
    }

    UserPage reactors(long post, String emoji, int limit, @Nullable UserId after) {
        MessageAnnotation annotation = annotations.get(post);
        return annotation == null ? new UserPage(List.of(), false) : annotation.reactors(emoji, limit, after);
    }

    Set<String> reactionsOf(long post, UserId user) {
        MessageAnnotation annotation = annotations.get(post);
        return annotation == null ? Set.of() : annotation.reactionsOf(user);
    }

    NavigableSet<Long> replies(long root, long after) {
        MessageAnnotation annotation = annotations.get(root);
        return annotation == null ? new TreeSet<>() : annotation.repliesAfter(after);
    }

    long bytes() {
        return bytes;
    }
}

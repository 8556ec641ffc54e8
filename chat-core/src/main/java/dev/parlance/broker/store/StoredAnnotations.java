package dev.parlance.broker.store;

import dev.parlance.broker.WholeMessage;
import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.RoomId;
import dev.parlance.model.ThreadSummary;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What others add to the messages of a room, beside the log until it is told, within one transaction that holds the room's lock. It goes with its message. */
final class StoredAnnotations {
    private static final int REACTOR = 29;

    private final StoreTransaction transaction;
    private final RoomId roomId;
    private final Instant now;
    private long annotated;

    /**
     * Opens.
     *
     * @param annotated how many messages there are to which others added something: if none, nothing is looked for
     */
    StoredAnnotations(StoreTransaction transaction, RoomId roomId, Instant now, long annotated) {
        this.transaction = transaction;
        this.roomId = roomId;
        this.now = now;
        this.annotated = annotated;
    }

    long annotated() {
        return annotated;
    }

    /** All of them are gone. */
    void none() {
        annotated = 0;
    }

    private @Nullable StoredAnnotation find(Position post) {
        byte[] kept = annotated == 0 ? null : transaction.get(key(post.offset()));
        StoredAnnotation annotation = kept == null ? null : StoredAnnotation.read(kept);
        return annotation == null || !annotation.isOf(post) ? null : annotation;
    }

    private String key(long post) {
        return Keys.at(Keys.annotations(roomId), post);
    }

    private StoredAnnotation findOrBegin(Position post) {
        StoredAnnotation annotation = find(post);
        if (annotation == null) {
            annotated++;
            return new StoredAnnotation(post.epoch());
        }
        return annotation;
    }

    /** Keeps what became of it, and whether somebody is to be told. */
    private void keep(Position post, StoredAnnotation annotation, boolean wasUntold) {
        if (annotation.isEmpty()) {
            transaction.delete(key(post.offset()));
            annotated--;
        } else {
            transaction.put(key(post.offset()), annotation.toBytes(), null);
        }
        if (annotation.isUntold() && !wasUntold) {
            transaction.put(Keys.untold(roomId, post.offset()), new UntoldMessage(roomId, post, now).toBytes(), null);
        } else if (wasUntold && !annotation.isUntold()) {
            transaction.delete(Keys.untold(roomId, post.offset()));
        }
    }

    /** Returns whether anything changed; the message is there and was not deleted. */
    boolean react(Position post, Reaction reaction) {
        String emoji = reaction.emoji();
        String reactor = Keys.reactors(roomId, post.offset(), emoji)
                + Keys.name(reaction.userId().value());
        StoredAnnotation annotation = find(post);
        boolean isThere = annotation != null && annotation.count(emoji) > 0 && transaction.get(reactor) != null;
        if (isThere == reaction.on()) {
            return false;
        }
        if (annotation == null) {
            annotation = findOrBegin(post);
        }
        boolean wasUntold = annotation.isUntold();
        if (reaction.on()) {
            requireRoom(annotation, emoji);
            annotation.add(reaction);
            transaction.put(reactor, reactor(reaction.userId()), null);
        } else {
            transaction.delete(reactor);
            annotation.remove(reaction, nextListed(post, annotation.first(emoji), emoji));
        }
        keep(post, annotation, wasUntold);
        return true;
    }

    private static byte[] reactor(UserId user) {
        return FormWriter.of(REACTOR).text(user.value()).toBytes();
    }

    private static void requireRoom(StoredAnnotation annotation, String emoji) {
        if (annotation.count(emoji) == 0 && annotation.kinds() >= Message.MAX_REACTIONS) {
            throw new ChatException(
                    ErrorCode.TOO_MANY_REACTIONS,
                    "a message has at most " + Message.MAX_REACTIONS + " different reactions");
        }
        if (annotation.reactions() >= Message.MAX_REACTORS) {
            throw new ChatException(
                    ErrorCode.TOO_MANY_REACTIONS, "a message has at most " + Message.MAX_REACTORS + " reactions");
        }
    }

    /** The first by key of those who are not named, as no order of coming is kept of so many. */
    private @Nullable UserId nextListed(Position post, List<UserId> listed, String emoji) {
        if (listed.size() < Message.MAX_LISTED_REACTORS) {
            return null;
        }
        return page(Keys.reactors(roomId, post.offset(), emoji), listed.size() + 1, null).stream()
                .filter(user -> !listed.contains(user))
                .findFirst()
                .orElse(null);
    }

    private List<UserId> page(String prefix, int most, @Nullable UserId after) {
        String from = after == null ? prefix : Rows.behind(prefix + Keys.name(after.value()));
        return transaction.scan(from, Keys.end(prefix), most, false).stream()
                .map(each -> FormReader.read(each.value(), "who reacted", form -> {
                    form.expect("reactor", REACTOR);
                    return new UserId(form.text());
                }))
                .toList();
    }

    UserPage reactors(Position post, String emoji, int limit, @Nullable UserId after) {
        StoredAnnotation annotation = find(post);
        if (annotation == null || annotation.count(emoji) == 0) {
            return new UserPage(List.of(), false);
        }
        List<UserId> page = page(Keys.reactors(roomId, post.offset(), emoji), limit + 1, after);
        boolean hasMore = page.size() > limit;
        return new UserPage(hasMore ? page.subList(0, limit) : page, hasMore);
    }

    Set<String> reactionsOf(Position post, UserId user) {
        Set<String> of = new TreeSet<>();
        StoredAnnotation annotation = find(post);
        if (annotation != null) {
            for (String emoji : annotation.emojis()) {
                List<UserId> first = annotation.first(emoji);
                if (first.contains(user)
                        || (annotation.count(emoji) > first.size()
                                && transaction.get(
                                                Keys.reactors(roomId, post.offset(), emoji) + Keys.name(user.value()))
                                        != null)) {
                    of.add(emoji);
                }
            }
        }
        return of;
    }

    /** The message of a root is there. */
    void addReply(Position root, Message message) {
        StoredAnnotation.Reply reply = new StoredAnnotation.Reply(message.position(), message.timestamp());
        StoredAnnotation annotation = findOrBegin(root);
        boolean wasUntold = annotation.isUntold();
        annotation.addReply(reply);
        transaction.put(
                Keys.at(Keys.replies(roomId, root.offset()), reply.position().offset()), reply.toBytes(), null);
        keep(root, annotation, wasUntold);
    }

    void removeReply(Position root, long reply) {
        String replies = Keys.replies(roomId, root.offset());
        StoredAnnotation annotation = find(root);
        if (annotation == null || transaction.get(Keys.at(replies, reply)) == null) {
            return;
        }
        boolean wasUntold = annotation.isUntold();
        transaction.delete(Keys.at(replies, reply));
        annotation.removeReply(transaction.scan(replies, Keys.end(replies), 1, true).stream()
                .map(each -> StoredAnnotation.Reply.read(each.value()))
                .findFirst()
                .orElse(null));
        keep(root, annotation, wasUntold);
    }

    /** The offsets of the replies behind one, in their order. */
    List<Long> replies(Position root, int most, long after) {
        if (find(root) == null) {
            return List.of();
        }
        String replies = Keys.replies(roomId, root.offset());
        return transaction.scan(Rows.after(replies, after), Keys.end(replies), most, false).stream()
                .map(each -> Keys.offset(each.key()))
                .toList();
    }

    /** The message was deleted: its reactions go, what answers it stays. */
    void silence(Position post) {
        StoredAnnotation annotation = find(post);
        if (annotation != null) {
            boolean wasUntold = annotation.isUntold();
            Rows.deleteAll(transaction, Keys.reactors(roomId, post.offset()));
            annotation.silence();
            keep(post, annotation, wasUntold);
        }
    }

    boolean isUntold(Position post) {
        StoredAnnotation annotation = find(post);
        return annotation != null && annotation.isUntold();
    }

    /** Adds all of it to the message, of which something was not told. Returns the reaction that changed, if exactly one did. */
    @Nullable
    Reaction tell(Position post, Message.Builder message) {
        StoredAnnotation annotation = findOrBegin(post);
        boolean wasUntold = annotation.isUntold();
        Reaction only = annotation.tell(message);
        keep(post, annotation, wasUntold);
        return only;
    }

    /** A message with all that was added to it. */
    WholeMessage whole(Message message) {
        Position post = message.position();
        StoredAnnotation annotation = find(post);
        if (annotation == null) {
            return new WholeMessage(message, Map.of(), new TreeMap<>());
        }
        Map<String, List<UserId>> reactors = new LinkedHashMap<>();
        for (String emoji : annotation.emojis()) {
            Set<UserId> all = new LinkedHashSet<>(annotation.first(emoji));
            if (annotation.count(emoji) > all.size()) {
                all.addAll(page(Keys.reactors(roomId, post.offset(), emoji), Message.MAX_REACTORS, null));
            }
            reactors.put(emoji, List.copyOf(all));
        }
        NavigableMap<Long, Instant> replies = new TreeMap<>();
        if (annotation.hasReplies()) {
            String prefix = Keys.replies(roomId, post.offset());
            for (StoreTransaction.Entry each : transaction.scan(prefix, Keys.end(prefix), Integer.MAX_VALUE, false)) {
                StoredAnnotation.Reply reply = StoredAnnotation.Reply.read(each.value());
                replies.put(reply.position().offset(), reply.at());
            }
        }
        return new WholeMessage(message, reactors, replies);
    }

    /** A message is back with all that was added to it; it is told. */
    void restore(WholeMessage old, LogLife life) {
        if (old.reactors().isEmpty() && old.replies().isEmpty()) {
            return;
        }
        Position post = old.message().position();
        old.reactors()
                .forEach((emoji, users) -> users.forEach(user -> transaction.put(
                        Keys.reactors(roomId, post.offset(), emoji) + Keys.name(user.value()), reactor(user), null)));
        // of a reply from before this life the thread says where it was posted
        String former = old.message()
                .thread()
                .map(ThreadSummary::last)
                .orElseGet(old.message()::id)
                .position()
                .epoch();
        StoredAnnotation.Reply last = null;
        for (Map.Entry<Long, Instant> each : old.replies().entrySet()) {
            Position known = life.at(each.getKey());
            Position position = known.epoch().equals(life.epoch()) ? known : new Position(former, each.getKey());
            last = new StoredAnnotation.Reply(position, each.getValue());
            transaction.put(Keys.at(Keys.replies(roomId, post.offset()), each.getKey()), last.toBytes(), null);
        }
        transaction.put(
                key(post.offset()),
                StoredAnnotation.told(
                                post.epoch(), old.reactors(), old.replies().size(), last)
                        .toBytes(),
                null);
        annotated++;
    }

    /** The history has forgotten the message. */
    void forget(Position post) {
        StoredAnnotation annotation = find(post);
        if (annotation == null) {
            return;
        }
        if (annotation.kinds() > 0) {
            Rows.deleteAll(transaction, Keys.reactors(roomId, post.offset()));
        }
        if (annotation.hasReplies()) {
            Rows.deleteAll(transaction, Keys.replies(roomId, post.offset()));
        }
        if (annotation.isUntold()) {
            transaction.delete(Keys.untold(roomId, post.offset()));
        }
        transaction.delete(key(post.offset()));
        annotated--;
    }
}

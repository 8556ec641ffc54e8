package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.ThreadSummary;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What others have added to one message: who reacted with what, and what answers it; and what of that was not told yet. Not safe for use by several threads. */
final class MessageAnnotation {
    /** What the least of all takes in memory: a message that has one, a kind of reaction, a reaction, a reply. */
    private static final int ANNOTATION = 256;

    private static final int KIND = 256;
    private static final int REACTION = 128;
    private static final int REPLY = 96;

    private final Map<String, Kind> kinds = new LinkedHashMap<>(2);
    private final NavigableMap<Long, Instant> replies = new TreeMap<>();
    private int reactions;
    private int changedReactions;
    private boolean changedReplies;
    private @Nullable Reaction only;
    private long bytes = ANNOTATION;

    /** Who reacted with one thing. */
    private static final class Kind {
        final NavigableSet<UserId> users = new TreeSet<>(Comparator.comparing(UserId::value));
        /** Those whom a message names; whoever goes is followed by the first of the others by id, as no order of coming is kept of so many. */
        final List<UserId> first = new ArrayList<>(1);

        void add(UserId user) {
            users.add(user);
            if (first.size() < Message.MAX_LISTED_REACTORS) {
                first.add(user);
            }
        }

        void remove(UserId user) {
            users.remove(user);
            if (first.remove(user)) {
                users.stream()
                        .filter(other -> !first.contains(other))
                        .findFirst()
                        .ifPresent(first::add);
            }
        }
    }

    MessageAnnotation() {}

    /** All that is known of a message, and told. */
    MessageAnnotation(WholeMessage message) {
        message.reactors().forEach((emoji, users) -> users.forEach(user -> react(new Reaction(emoji, user, true))));
        message.replies().forEach(this::addReply);
        told();
    }

    /** Who reacted with what, those first whom a message names. */
    Map<String, List<UserId>> reactors() {
        Map<String, List<UserId>> all = new LinkedHashMap<>();
        kinds.forEach((emoji, kind) -> all.put(
                emoji,
                Stream.concat(kind.first.stream(), kind.users.stream())
                        .distinct()
                        .toList()));
        return all;
    }

    NavigableMap<Long, Instant> replies() {
        return replies;
    }

    /** Returns whether anything changed. */
    boolean react(Reaction reaction) {
        Kind kind = kinds.get(reaction.emoji());
        boolean isThere = kind != null && kind.users.contains(reaction.userId());
        if (isThere == reaction.on()) {
            return false;
        }
        int size = REACTION + 2 * reaction.userId().value().length();
        if (reaction.on()) {
            requireRoom(kind == null);
            kindOf(reaction.emoji()).add(reaction.userId());
            reactions++;
            bytes += size;
        } else if (kind != null) {
            kind.remove(reaction.userId());
            reactions--;
            bytes -= size;
            if (kind.users.isEmpty()) {
                kinds.remove(reaction.emoji());
                bytes -= KIND;
            }
        }
        only = ++changedReactions == 1 ? reaction : null;
        return true;
    }

    private void requireRoom(boolean isNewKind) {
        if (isNewKind && kinds.size() >= Message.MAX_REACTIONS) {
            throw new ChatException(
                    ErrorCode.TOO_MANY_REACTIONS,
                    "a message has at most " + Message.MAX_REACTIONS + " different reactions");
        }
        if (reactions >= Message.MAX_REACTORS) {
            throw new ChatException(
                    ErrorCode.TOO_MANY_REACTIONS, "a message has at most " + Message.MAX_REACTORS + " reactions");
        }
    }

    private Kind kindOf(String emoji) {
        Kind kind = kinds.get(emoji);
        if (kind == null) {
            kind = new Kind();
            kinds.put(emoji, kind);
            bytes += KIND;
        }
        return kind;
    }

    void addReply(long offset, Instant at) {
        replies.put(offset, at);
        changedReplies = true;
        bytes += REPLY;
    }

    void removeReply(long offset) {
        if (replies.remove(offset) != null) {
            changedReplies = true;
            bytes -= REPLY;
        }
    }

    /** The message was deleted: nobody reacts to what is not there. */
    void silence() {
        kinds.clear();
        reactions = 0;
        changedReactions = 0;
        only = null;
        bytes = ANNOTATION + (long) REPLY * replies.size();
    }

    boolean isUntold() {
        return changedReactions > 0 || changedReplies;
    }

    /** The one that changed since the last telling, if exactly one did. */
    @Nullable
    Reaction only() {
        return only;
    }

    /** All of it is told from here on. */
    void told() {
        changedReactions = 0;
        changedReplies = false;
        only = null;
    }

    /** Adds all of this to a message. */
    void describe(Message.Builder message, LongFunction<Position> places) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, List<UserId>> listed = new LinkedHashMap<>();
        kinds.forEach((emoji, kind) -> {
            counts.put(emoji, kind.users.size());
            listed.put(emoji, kind.first);
        });
        message.reactions(counts, listed).thread(thread(places));
    }

    private @Nullable ThreadSummary thread(LongFunction<Position> places) {
        Map.Entry<Long, Instant> last = replies.lastEntry();
        return last == null
                ? null
                : new ThreadSummary(replies.size(), MessageId.at(places.apply(last.getKey())), last.getValue());
    }

    UserPage reactors(String emoji, int limit, @Nullable UserId after) {
        Kind kind = kinds.get(emoji);
        if (kind == null) {
            return new UserPage(List.of(), false);
        }
        NavigableSet<UserId> behind = after == null ? kind.users : kind.users.tailSet(after, false);
        List<UserId> page = behind.stream().limit(limit + 1L).toList();
        boolean hasMore = page.size() > limit;
        return new UserPage(hasMore ? page.subList(0, limit) : page, hasMore);
    }

    Set<String> reactionsOf(UserId user) {
        return kinds.entrySet().stream()
                .filter(each -> each.getValue().users.contains(user))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The offsets of the replies behind one, in their order. */
    NavigableSet<Long> repliesAfter(long offset) {
        return replies.tailMap(offset, false).navigableKeySet();
    }

    boolean isEmpty() {
        return kinds.isEmpty() && replies.isEmpty() && !isUntold();
    }

    long bytes() {
        return bytes;
    }
}

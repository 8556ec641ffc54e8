package dev.parlance.broker;

import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The messages that a log has in their latest state: those of its history, without a gap, and those that stand behind it. It marks what it forgets. By the offset of the post. Not safe for use by several threads. */
final class HeldPosts {
    private final PostRing history = new PostRing();
    private final RestoredPosts restored = new RestoredPosts();
    private long evictedPost;
    private long evictedChange;
    private int changed;
    private long bytes;

    /** Of a log that begins behind an offset. */
    HeldPosts(long start) {
        this.evictedPost = start;
        this.evictedChange = start;
    }

    PostRing history() {
        return history;
    }

    RestoredPosts restored() {
        return restored;
    }

    long evictedPost() {
        return evictedPost;
    }

    long evictedChange() {
        return evictedChange;
    }

    long bytes() {
        return bytes;
    }

    @Nullable
    Message find(long offset) {
        int index = history.indexOf(offset);
        return index < 0 ? restored.get(offset) : history.get(index);
    }

    void add(Message message) {
        history.add(message);
        bytes += MessageWeight.of(message);
    }

    /** Puts a message that was brought back behind the history; returns what made way, if something did. */
    @Nullable
    Message restore(Message message, Predicate<Message> mayGo) {
        Message gone = restored.add(message, true, mayGo);
        bytes += MessageWeight.of(message);
        if (gone != null) {
            gone(gone);
        }
        return gone;
    }

    /** Puts a message's next state into the place of the present one. */
    void replace(Message current, Message next) {
        int index = history.indexOf(current.position().offset());
        if (index < 0) {
            restored.set(next);
        } else {
            if (!isChanged(current)) {
                changed++;
            }
            history.set(index, next);
        }
        bytes += MessageWeight.of(next) - MessageWeight.of(current);
    }

    private static boolean isChanged(Message message) {
        return message.changeOffset() > message.position().offset();
    }

    /** Forgets the oldest of the history, or has it stand behind it from now on. */
    Message removeOldest(boolean stays) {
        Message oldest = history.removeOldest();
        evictedPost = oldest.position().offset();
        if (isChanged(oldest)) {
            changed--;
        }
        if (stays) {
            restored.keep(oldest, false);
        } else {
            gone(oldest);
        }
        return oldest;
    }

    /** It stood behind the history, and is forgotten. */
    void gone(Message message) {
        bytes -= MessageWeight.of(message);
        if (isChanged(message)) {
            evictedChange = Math.max(evictedChange, message.changeOffset());
        }
    }

    /** What was posted or changed behind an offset, in order of change. */
    List<Message> changedSince(long since) {
        List<Message> some = new ArrayList<>();
        for (int i = changed > 0 ? 0 : history.countUpTo(since); i < history.size(); i++) {
            Message message = history.get(i);
            if (message.changeOffset() > since) {
                some.add(message);
            }
        }
        boolean inOrder = changed == 0;
        if (!restored.isEmpty()) {
            for (Message message : restored.all()) {
                if (message.changeOffset() > since) {
                    some.add(message);
                    inOrder = false;
                }
            }
        }
        if (!inOrder) {
            some.sort(Comparator.comparingLong(Message::changeOffset));
        }
        return some;
    }

    /** A page of the history, for a log that stands there. */
    HistoryPage page(HistoryQuery query, Position standing) {
        int from;
        int to;
        if (query.after().isPresent()) {
            from = history.countUpTo(query.after().getAsLong());
            to = Math.min(history.size(), from + query.limit());
        } else {
            to = query.before().isPresent() ? history.countUpTo(query.before().getAsLong() - 1) : history.size();
            from = Math.max(0, to - query.limit());
        }
        List<Message> page = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            page.add(history.get(i));
        }
        boolean hasMore = query.after().isPresent() ? to < history.size() : from > 0;
        return new HistoryPage(page, hasMore, standing);
    }

    /** The newest of the history that was not deleted. */
    @Nullable
    Message lastSaid() {
        for (int i = history.size() - 1; i >= 0; i--) {
            if (!history.get(i).deleted()) {
                return history.get(i);
            }
        }
        return null;
    }

    boolean isEmpty() {
        return history.size() == 0 && restored.isEmpty();
    }

    /** Those of the history that are more than so many, oldest first. */
    Stream<Message> oldestBeyond(int most) {
        return IntStream.range(0, Math.max(0, history.size() - most)).mapToObj(history::get);
    }
}

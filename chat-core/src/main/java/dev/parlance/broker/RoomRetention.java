package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Retention;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a room's log keeps: the newest, for a time, and whatever is not archived yet if that is wanted. Not safe for use by several threads. */
final class RoomRetention {
    /** So many messages are asked for at once that hold others up. */
    private static final int MOST_ASKED_FOR = 100;

    private final LogSpan span;
    private final HeldPosts held;
    private final RoomAnnotations annotations;
    private final RoomPins pins;
    private Retention retention = Retention.DEFAULT;
    private long mark;

    RoomRetention(LogSpan span, HeldPosts held, RoomAnnotations annotations, RoomPins pins) {
        this.span = span;
        this.held = held;
        this.annotations = annotations;
        this.pins = pins;
        this.mark = span.start();
    }

    /** The room is archived, and nothing was said in it yet that tells how long it is kept. */
    void begin() {
        retention = Retention.DEFAULT.inFrontOfAnArchive();
    }

    /** A message came that is kept so long. */
    void posted(Retention now) {
        retention = now;
        if (!now.archived()) {
            evictDownTo(now.maxMessages());
            forgetRestored();
        }
    }

    /** When all of it has expired. */
    Instant until(Instant lastEvent) {
        return lastEvent.plus(retention.timeToLive());
    }

    /** Whether something is behind the mark of an archived room. */
    boolean isBehind(long offset) {
        return retention.archived() && offset > mark;
    }

    /** What is behind the mark waits there, and there is an end to that. */
    void requireRoom(long offset, int most) {
        if (retention.archived() && offset - mark >= most) {
            throw new ChatException(ErrorCode.OVERLOADED, "too much was said here that is not archived yet");
        }
    }

    /** Whether all that there is, is kept elsewhere or need not be. */
    boolean isDispensable(long offset) {
        return !retention.archived() || (offset <= mark && annotations.all(this::isArchivedWhole));
    }

    private boolean isArchivedWhole(long post) {
        Message message = held.find(post);
        return message == null || (isArchived(message) && isWhole(message));
    }

    private boolean isArchived(Message message) {
        return message.changeOffset() <= mark
                && !annotations.isUntold(message.position().offset());
    }

    private boolean isWhole(Message message) {
        return WholeMessage.listsAll(message) || held.restored().isWhole(message);
    }

    /** Whether a message that stands behind the history may be forgotten. */
    private boolean mayGo(Message message) {
        return !retention.archived()
                || (isArchived(message) && message.pinnedAt().isEmpty() && isWhole(message));
    }

    void evictDownTo(int most) {
        evictDownTo(most, each -> false);
    }

    private void evictDownTo(int most, Predicate<Message> isWhole) {
        while (held.history().size() > most && evictOldest(isWhole)) {}
    }

    boolean evictOldest() {
        return evictOldest(each -> false);
    }

    /** Forgets the oldest of the history unless it must be kept; returns whether it did. What is pinned stands behind the history from then on. */
    private boolean evictOldest(Predicate<Message> isWhole) {
        boolean stays = false;
        if (retention.archived()) {
            Message oldest = held.history().get(0);
            stays = oldest.pinnedAt().isPresent();
            if (!isArchived(oldest) || !(stays || isWhole(oldest) || isWhole.test(oldest))) {
                return false;
            }
        }
        Message oldest = held.removeOldest(stays);
        if (!stays) {
            forgetAdditions(oldest);
        }
        return true;
    }

    private void forgetAdditions(Message gone) {
        annotations.forget(gone.position().offset());
        pins.forget(gone);
    }

    void forgetRestored() {
        if (!held.restored().isEmpty()) {
            for (Message each : held.restored().removeIf(this::mayGo)) {
                held.gone(each);
                forgetAdditions(each);
            }
        }
    }

    LogTail tail(int limit, long offset) {
        List<Message> behind = held.changedSince(mark);
        boolean hasMore = behind.size() > limit;
        List<Message> some = hasMore ? behind.subList(0, limit) : behind;
        long upTo = hasMore ? some.get(limit - 1).changeOffset() : offset;
        return new LogTail(span.at(mark), some, span.at(upTo), hasMore);
    }

    /** Moves the mark, forgets what may go, and returns what could too if all its reactions were archived. */
    List<Position> archived(long upTo, Collection<Message> whole, boolean expired) {
        mark = Math.max(mark, upTo);
        whole.forEach(held.restored()::whole);
        int most = expired ? 0 : retention.maxMessages();
        evictDownTo(most, Set.copyOf(whole)::contains);
        Stream<Message> restored = held.restored().all().stream()
                .filter(this::isArchived)
                .sorted(Comparator.comparingLong(each -> each.position().offset()));
        return Stream.concat(restored, held.oldestBeyond(most).takeWhile(this::isArchived))
                .filter(each -> each.pinnedAt().isEmpty() && !isWhole(each))
                .limit(MOST_ASKED_FOR)
                .map(Message::position)
                .toList();
    }

    /** Has a message that was forgotten stand behind the history, unless a newer state of it may have been here since. */
    boolean restore(WholeMessage old, Position asOf) {
        Message message = old.message();
        long post = message.position().offset();
        if (asOf.offset() < held.evictedChange() || post > held.evictedPost() || held.find(post) != null) {
            return false;
        }
        Message gone = held.restore(message, this::mayGo);
        if (gone != null) {
            forgetAdditions(gone);
        }
        annotations.restore(old);
        pins.restore(message);
        return true;
    }
}

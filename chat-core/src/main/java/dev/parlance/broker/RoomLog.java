package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One room's log in memory: the latest state of the last posts, and marks for what was forgotten. Not safe for use by several threads; every call
 * says what time it is.
 */
final class RoomLog {
    private final String epoch;
    private final PostRing posts = new PostRing();
    private final PublishedIds published = new PublishedIds();
    private long offset;
    private long evictedPost;
    private long evictedChange;
    private int changed;
    private long bytes;
    private Instant lastEvent;
    private Retention retention = Retention.DEFAULT;

    RoomLog(String epoch, Instant now) {
        this.epoch = epoch;
        this.lastEvent = now.truncatedTo(ChronoUnit.MILLIS);
    }

    Position position() {
        return new Position(epoch, offset);
    }

    /** Whether even epoch and offset may be forgotten. */
    boolean isForgotten(Instant now) {
        return offset > 0 && !now.isBefore(lastEvent.plus(ChatBroker.POSITION_TIME_TO_LIVE));
    }

    /** When something was stored last. */
    Instant lastEvent() {
        return lastEvent;
    }

    /** What it takes in memory, roughly. */
    long bytes() {
        return bytes + published.bytes();
    }

    /** Forgets the oldest until it takes no more than this; the newest message stays. */
    void shorten(long most) {
        while (bytes() > most && posts.size() > 1) {
            evictDownTo(posts.size() - 1);
        }
        published.shorten(Math.max(0, most - bytes));
    }

    boolean isUnused() {
        return offset == 0;
    }

    /** Returns the receipt of an earlier publish with the same id, or empty if this one is new. */
    Optional<Receipt> repeated(MessageDraft draft, Instant now) {
        return published.find(draft, now);
    }

    Message post(MessageDraft draft, Retention kept, Instant now) {
        stamp(now);
        retention = kept;
        Message message =
                Message.posted(draft, new Position(epoch, ++offset), lastEvent).build();
        posts.add(message);
        bytes += MessageWeight.of(message);
        evictDownTo(kept.maxMessages());
        published.add(draft, new Receipt(draft.roomId(), message.position(), message.timestamp()), now);
        return message;
    }

    Message change(MessageChange change, Instant now) {
        expire(now);
        Position posted = change.message().position();
        int index = posted.epoch().equals(epoch) ? posts.indexOf(posted.offset()) : -1;
        if (index < 0) {
            throw new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "the history does not have this message any more");
        }
        Message current = posts.get(index);
        if (current.contentOffset() != change.expectedContentOffset()) {
            throw new ChatException(ErrorCode.EDIT_CONFLICT, "the message was changed meanwhile");
        }
        if (current.deleted() && !change.message().deleted()) {
            throw new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "the message was deleted");
        }
        change.requireOf(current);
        stamp(now);
        if (current.changeOffset() == posted.offset()) {
            changed++;
        }
        Message next = change.placed(current, ++offset);
        posts.set(index, next);
        bytes += MessageWeight.of(next) - MessageWeight.of(current);
        return next;
    }

    Optional<Message> message(Position posted, Instant now) {
        expire(now);
        int index = posted.epoch().equals(epoch) ? posts.indexOf(posted.offset()) : -1;
        return index < 0 ? Optional.empty() : Optional.of(posts.get(index));
    }

    HistoryPage history(HistoryQuery query, Instant now) {
        expire(now);
        query.epoch().filter(asked -> !asked.equals(epoch)).ifPresent(other -> {
            throw new ChatException(
                    ErrorCode.POSITION_LOST, "the log of epoch " + other + " is lost, this one is " + epoch);
        });
        int from;
        int to;
        if (query.after().isPresent()) {
            from = posts.countUpTo(query.after().getAsLong());
            to = Math.min(posts.size(), from + query.limit());
        } else {
            to = query.before().isPresent() ? posts.countUpTo(query.before().getAsLong() - 1) : posts.size();
            from = Math.max(0, to - query.limit());
        }
        List<Message> page = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            page.add(posts.get(i));
        }
        boolean hasMore = query.after().isPresent() ? to < posts.size() : from > 0;
        return new HistoryPage(page, hasMore, position());
    }

    Resumption resume(Position since, Instant now) {
        expire(now);
        // an offset from the future means that this log has fallen behind what the reader saw
        if (!since.epoch().equals(epoch) || since.offset() > offset) {
            return new Resumption(List.of(), false, false, position());
        }
        if (since.offset() < evictedPost) {
            return new Resumption(List.of(), false, since.offset() >= evictedChange, position());
        }
        List<Message> missed = new ArrayList<>();
        for (int i = changed > 0 ? 0 : posts.countUpTo(since.offset()); i < posts.size(); i++) {
            Message message = posts.get(i);
            if (message.changeOffset() > since.offset()) {
                missed.add(message);
            }
        }
        if (changed > 0) {
            missed.sort(Comparator.comparingLong(Message::changeOffset));
        }
        return new Resumption(missed, true, since.offset() >= evictedChange, position());
    }

    private void stamp(Instant now) {
        expire(now);
        Instant millis = now.truncatedTo(ChronoUnit.MILLIS);
        if (millis.isAfter(lastEvent)) { // a clock that is set back must not reorder what people see
            lastEvent = millis;
        }
    }

    /** Forgets the messages if their time has passed. */
    void expire(Instant now) {
        if (posts.size() > 0 && !now.isBefore(lastEvent.plus(retention.timeToLive()))) {
            evictDownTo(0);
        }
        published.forgetExpired(now);
    }

    private void evictDownTo(int most) {
        while (posts.size() > most) {
            Message oldest = posts.removeOldest();
            bytes -= MessageWeight.of(oldest);
            evictedPost = oldest.position().offset();
            if (oldest.changeOffset() > oldest.position().offset()) {
                evictedChange = Math.max(evictedChange, oldest.changeOffset());
                changed--;
            }
        }
    }
}

package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One room's log in memory: the latest state of the last posts, and marks for what was forgotten. Not safe for use by several threads; every call
 * says what time it is.
 */
final class RoomLog {
    private final String epoch;
    private final PostRing posts = new PostRing();
    private final PublishedIds published = new PublishedIds();
    private final RoomAnnotations annotations = new RoomAnnotations();
    private final RoomCounts counts = new RoomCounts();
    private final RoomPins pins = new RoomPins();
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
        return bytes + published.bytes() + annotations.bytes() + counts.bytes();
    }

    /** Forgets the oldest until it takes no more than this; the newest message stays. */
    void shorten(long most) {
        while (bytes() > most && posts.size() > 1) {
            evictDownTo(posts.size() - 1);
        }
        long left = Math.max(0, most - bytes - annotations.bytes());
        counts.shorten(left);
        published.shorten(Math.max(0, left - counts.bytes()));
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
        Message message = Message.posted(draft, new Position(epoch, ++offset), lastEvent)
                .number(counts.next())
                .build();
        counts.posted(message);
        message.replyTo().ifPresent(root -> countReply(root, message));
        posts.add(message);
        bytes += MessageWeight.of(message);
        evictDownTo(kept.maxMessages());
        published.add(draft, receipt(message), now);
        return message;
    }

    static Receipt receipt(Message message) {
        return new Receipt(message.roomId(), message.position(), message.timestamp(), message.number());
    }

    /** A root that the history does not have, one of the future too, has no thread. */
    private void countReply(MessageId root, Message reply) {
        Position place = root.position();
        if (indexOf(place) >= 0) {
            annotations.addReply(place.offset(), reply.position().offset(), reply.timestamp());
        }
    }

    Message change(MessageChange change, Instant now) {
        int index = indexOf(change.message().position(), now);
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
        pins.requireRoom(change.message());
        Message next = change.placed(current, offset + 1);
        place(index, current, next, now);
        counts.changed(current, next);
        pins.note(next);
        if (next.deleted() && !current.deleted()) {
            annotations.silence(next.position().offset());
            next.replyTo()
                    .map(MessageId::position)
                    .filter(root -> root.epoch().equals(epoch))
                    .ifPresent(root -> annotations.removeReply(
                            root.offset(), next.position().offset()));
        }
        return next;
    }

    /** Puts a message's next state, at the next offset, into the place of the present one. */
    private void place(int index, Message current, Message next, Instant now) {
        stamp(now);
        offset = next.changeOffset();
        if (current.changeOffset() == current.position().offset()) {
            changed++;
        }
        posts.set(index, next);
        bytes += MessageWeight.of(next) - MessageWeight.of(current);
    }

    /** Returns whether anything changed; nothing is told. */
    boolean react(Position posted, Reaction reaction, Instant now) {
        int index = indexOf(posted, now);
        if (index < 0 || posts.get(index).deleted()) {
            throw new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "the history does not have this message any more");
        }
        return annotations.react(posted.offset(), reaction);
    }

    /** Makes one change of all that was not told of a message; empty if there is nothing. */
    Optional<RoomEvent.Changed> tell(Position posted, Instant now) {
        int index = indexOf(posted, now);
        if (index < 0 || !annotations.isUntold(posted.offset())) {
            return Optional.empty();
        }
        Message current = posts.get(index);
        Message.Builder told = current.toBuilder().changeOffset(offset + 1).contentOffset(current.contentOffset());
        Reaction only = annotations.tell(posted.offset(), told, epoch);
        Message next = told.build();
        place(index, current, next, now);
        return Optional.of(new RoomEvent.Changed(next, only));
    }

    /** Where the messages were posted of which something was not told. */
    List<Position> untold() {
        return annotations.untold().stream()
                .map(post -> new Position(epoch, post))
                .toList();
    }

    UserPage reactors(Position posted, String emoji, int limit, @Nullable UserId after, Instant now) {
        return indexOf(posted, now) < 0
                ? new UserPage(List.of(), false)
                : annotations.reactors(posted.offset(), emoji, limit, after);
    }

    Map<Position, Set<String>> reactionsOf(UserId user, List<Position> messages, Instant now) {
        Map<Position, Set<String>> all = new LinkedHashMap<>();
        for (Position posted : messages) {
            Set<String> of = indexOf(posted, now) < 0 ? Set.of() : annotations.reactionsOf(posted.offset(), user);
            if (!of.isEmpty()) {
                all.put(posted, of);
            }
        }
        return all;
    }

    MessagePage replies(Position root, int limit, long after, Instant now) {
        if (indexOf(root, now) < 0) {
            return new MessagePage(List.of(), false);
        }
        List<Message> page = new ArrayList<>();
        for (long reply : annotations.replies(root.offset(), after)) {
            if (page.size() == limit) {
                return new MessagePage(page, true);
            }
            page.add(posts.get(posts.indexOf(reply)));
        }
        return new MessagePage(page, false);
    }

    MessagePage pins(Instant now) {
        expire(now);
        return new MessagePage(pins.lastFirst(offset -> posts.get(posts.indexOf(offset))), false);
    }

    RoomHead head(RoomId roomId, @Nullable Position since, Instant now) {
        expire(now);
        return RoomHead.builder(roomId, position())
                .posts(counts.posts(), counts.deletions())
                .last(lastSaid())
                .since(since == null ? RoomHead.Since.UNASKED : behind(since))
                .build();
    }

    private RoomHead.Since behind(Position since) {
        if (!since.epoch().equals(epoch) || since.offset() > offset) {
            return counts.inAll();
        }
        int upTo = posts.countUpTo(since.offset());
        if (upTo > 0) {
            return counts.behind(since.offset(), posts.get(upTo - 1).number());
        }
        long forgotten = posts.size() > 0 ? posts.get(0).number() - 1 : counts.posts();
        return counts.behind(since.offset(), forgotten);
    }

    private @Nullable Message lastSaid() {
        for (int i = posts.size() - 1; i >= 0; i--) {
            if (!posts.get(i).deleted()) {
                return posts.get(i);
            }
        }
        return null;
    }

    Optional<Message> message(Position posted, Instant now) {
        int index = indexOf(posted, now);
        return index < 0 ? Optional.empty() : Optional.of(posts.get(index));
    }

    private int indexOf(Position posted, Instant now) {
        expire(now);
        return indexOf(posted);
    }

    private int indexOf(Position posted) {
        return posted.epoch().equals(epoch) ? posts.indexOf(posted.offset()) : -1;
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
            annotations.forget(evictedPost);
            pins.forget(oldest);
            if (oldest.changeOffset() > oldest.position().offset()) {
                evictedChange = Math.max(evictedChange, oldest.changeOffset());
                changed--;
            }
        }
    }
}

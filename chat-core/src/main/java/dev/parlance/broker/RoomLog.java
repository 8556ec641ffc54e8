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
import dev.parlance.model.ThreadSummary;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One room's log in memory: the latest state of the last posts, and marks for what was forgotten. Not safe for use by several threads; every call
 * says what time it is.
 */
final class RoomLog {
    private final LogSpan span;
    private final HeldPosts held;
    private final PublishedIds published = new PublishedIds();
    private final RoomAnnotations annotations = new RoomAnnotations();
    private final RoomCounts counts;
    private final RoomPins pins = new RoomPins();
    private long offset;
    private Instant lastEvent;
    private Instant lastRestored = Instant.EPOCH;
    private final RoomRetention kept;
    private boolean alive;
    /** Whether its room is among those that have something behind the mark. */
    boolean listed;

    /** Of a room of which nothing is known. */
    RoomLog(String epoch, Instant now) {
        this(new LogSpan(epoch, null), new RoomCounts(), now);
    }

    /** A new life, behind what is archived. */
    RoomLog(String epoch, LogEnd end, Instant now) {
        this(new LogSpan(epoch, end.position()), new RoomCounts(end), now);
        begin();
    }

    private RoomLog(LogSpan span, RoomCounts counts, Instant now) {
        this.span = span;
        this.held = new HeldPosts(span.start());
        this.counts = counts;
        this.offset = span.start();
        this.kept = new RoomRetention(span, held, annotations, pins);
        this.lastEvent = now.truncatedTo(ChronoUnit.MILLIS);
    }

    Position position() {
        return new Position(span.epoch(), offset);
    }

    /** Whether an archived room's posts are taken. */
    boolean isAlive() {
        return alive;
    }

    void begin() {
        alive = true;
        kept.begin();
    }

    boolean isBehind() {
        return kept.isBehind(offset);
    }

    boolean isDispensable() {
        return kept.isDispensable(offset);
    }

    /** Whether even epoch and offset may be forgotten. */
    boolean isForgotten(Instant now) {
        return offset > 0
                && !now.isBefore(lastEvent.plus(ChatBroker.POSITION_TIME_TO_LIVE))
                && kept.isDispensable(offset);
    }

    /** When something was stored last. */
    Instant lastEvent() {
        return lastEvent;
    }

    /** What it takes in memory, roughly. */
    long bytes() {
        return held.bytes() + published.bytes() + annotations.bytes() + counts.bytes();
    }

    /** Forgets the oldest until it takes no more than this; the newest message stays. */
    void shorten(long most) {
        if (bytes() > most) {
            kept.forgetRestored();
        }
        while (bytes() > most && held.history().size() > 1 && kept.evictOldest()) {}
        long left = Math.max(0, most - held.bytes() - annotations.bytes());
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

    Message post(MessageDraft draft, Retention retention, Instant now) {
        if (retention.archived()) {
            requireLife(draft.roomId());
            kept.requireRoom(offset, LogArchiving.MAX_UNARCHIVED);
        }
        stamp(now);
        alive = true;
        Message message = Message.posted(draft, new Position(span.epoch(), ++offset), lastEvent)
                .number(counts.next())
                .build();
        counts.posted(message);
        message.replyTo().ifPresent(root -> countReply(root, message));
        held.add(message);
        kept.posted(retention);
        published.add(draft, receipt(message), now);
        return message;
    }

    static Receipt receipt(Message message) {
        return new Receipt(message.roomId(), message.position(), message.timestamp(), message.number());
    }

    /** A root that the history does not have, one of the future too, has no thread. */
    private void countReply(MessageId root, Message reply) {
        Position place = root.position();
        if (find(place) != null) {
            annotations.addReply(place.offset(), reply.position().offset(), reply.timestamp());
        }
    }

    Message change(MessageChange change, Instant now) {
        Message current = find(change.message().position(), now);
        if (current == null) {
            throw notFound();
        }
        if (current.contentOffset() != change.expectedContentOffset()) {
            throw new ChatException(ErrorCode.EDIT_CONFLICT, "the message was changed meanwhile");
        }
        if (current.deleted() && !change.message().deleted()) {
            throw new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "the message was deleted");
        }
        change.requireOf(current);
        pins.requireRoom(current, change.message());
        kept.requireRoom(offset, 2 * LogArchiving.MAX_UNARCHIVED);
        Message next = change.placed(current, offset + 1);
        place(current, next, now);
        counts.changed(current, next);
        pins.note(next);
        if (next.deleted() && !current.deleted()) {
            annotations.silence(next.position().offset());
            next.replyTo()
                    .map(MessageId::position)
                    .filter(root -> find(root) != null)
                    .ifPresent(root -> annotations.removeReply(
                            root.offset(), next.position().offset()));
        }
        return next;
    }

    private static ChatException notFound() {
        return new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "the history does not have this message any more");
    }

    private void requireLife(RoomId roomId) {
        if (!alive) {
            throw new LogEndedException(roomId);
        }
    }

    /** Puts a message's next state, at the next offset, into the place of the present one. */
    private void place(Message current, Message next, Instant now) {
        stamp(now);
        offset = next.changeOffset();
        held.replace(current, next);
    }

    /** Returns whether anything changed; nothing is told. */
    boolean react(Position posted, Reaction reaction, Instant now) {
        Message message = find(posted, now);
        if (message == null || message.deleted()) {
            throw notFound();
        }
        return annotations.react(posted.offset(), reaction);
    }

    /** Makes one change of all that was not told of a message; empty if there is nothing. */
    Optional<RoomEvent.Changed> tell(Position posted, Instant now) {
        Message current = find(posted, now);
        if (current == null || !annotations.isUntold(posted.offset())) {
            return Optional.empty();
        }
        kept.requireRoom(offset, 2 * LogArchiving.MAX_UNARCHIVED);
        Message.Builder told = current.toBuilder().changeOffset(offset + 1).contentOffset(current.contentOffset());
        Reaction only = annotations.tell(posted.offset(), told, reply -> placeOf(reply, current));
        Message next = told.build();
        place(current, next, now);
        return Optional.of(new RoomEvent.Changed(next, only));
    }

    /** Where a reply was posted: of one from before this life the thread of the message before says it. */
    private Position placeOf(long reply, Message root) {
        return reply > span.start()
                ? span.at(reply)
                : new Position(
                        root.thread()
                                .map(ThreadSummary::last)
                                .orElseGet(root::id)
                                .position()
                                .epoch(),
                        reply);
    }

    /** Where the messages were posted of which something was not told. */
    List<Position> untold() {
        return annotations.untold().stream()
                .map(post -> held.find(post))
                .filter(Objects::nonNull)
                .map(Message::position)
                .toList();
    }

    UserPage reactors(Position posted, String emoji, int limit, @Nullable UserId after, Instant now) {
        return find(posted, now) == null
                ? new UserPage(List.of(), false)
                : annotations.reactors(posted.offset(), emoji, limit, after);
    }

    Map<Position, Set<String>> reactionsOf(UserId user, List<Position> messages, Instant now) {
        Map<Position, Set<String>> all = new LinkedHashMap<>();
        for (Position posted : messages) {
            Set<String> of = find(posted, now) == null ? Set.of() : annotations.reactionsOf(posted.offset(), user);
            if (!of.isEmpty()) {
                all.put(posted, of);
            }
        }
        return all;
    }

    MessagePage replies(Position root, int limit, long after, Instant now) {
        if (find(root, now) == null) {
            return new MessagePage(List.of(), false);
        }
        List<Message> page = new ArrayList<>();
        for (long reply : annotations.replies(root.offset(), after)) {
            Message message = held.find(reply);
            if (message != null && page.size() == limit) {
                return new MessagePage(page, true);
            }
            if (message != null) { // of a root that was brought back the log has not all
                page.add(message);
            }
        }
        return new MessagePage(page, false);
    }

    MessagePage pins(Instant now) {
        expire(now);
        return new MessagePage(pins.lastFirst(held::find), false);
    }

    RoomHead head(RoomId roomId, @Nullable Position since, Instant now) {
        expire(now);
        return RoomHead.builder(roomId, position())
                .posts(counts.posts(), counts.deletions())
                .last(held.lastSaid())
                .since(since == null ? RoomHead.Since.UNASKED : behind(since))
                .build();
    }

    private RoomHead.Since behind(Position since) {
        if (!span.knows(since, offset)) {
            return counts.inAll();
        }
        PostRing posts = held.history();
        int upTo = posts.countUpTo(since.offset());
        if (upTo > 0) {
            return counts.behind(since.offset(), posts.get(upTo - 1).number());
        }
        long forgotten = posts.size() > 0 ? posts.get(0).number() - 1 : counts.posts();
        return counts.behind(since.offset(), forgotten);
    }

    Optional<Message> message(Position posted, Instant now) {
        return Optional.ofNullable(find(posted, now));
    }

    private @Nullable Message find(Position posted, Instant now) {
        expire(now);
        return find(posted);
    }

    private @Nullable Message find(Position posted) {
        Message message = held.find(posted.offset());
        return message != null && message.position().epoch().equals(posted.epoch()) ? message : null;
    }

    HistoryPage history(HistoryQuery query, Instant now) {
        expire(now);
        query.epoch().filter(asked -> !isOfThis(asked, query)).ifPresent(other -> {
            throw new ChatException(
                    ErrorCode.POSITION_LOST, "the log of epoch " + other + " is lost, this one is " + span.epoch());
        });
        return held.page(query, position());
    }

    private boolean isOfThis(String epoch, HistoryQuery query) {
        return span.isOf(epoch, Long.MAX_VALUE)
                || (query.after().isPresent() && span.isOf(epoch, query.after().getAsLong()))
                || (query.before().isPresent()
                        && span.isOf(epoch, query.before().getAsLong() - 1));
    }

    Resumption resume(Position since, Instant now) {
        expire(now);
        if (!span.knows(since, offset)) {
            return new Resumption(List.of(), false, false, position());
        }
        boolean changesComplete = since.offset() >= held.evictedChange();
        return since.offset() < held.evictedPost()
                ? new Resumption(List.of(), false, changesComplete, position())
                : new Resumption(held.changedSince(since.offset()), true, changesComplete, position());
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
        if (!held.isEmpty() && !now.isBefore(kept.until(lastEvent))) {
            kept.evictDownTo(0);
            if (!now.isBefore(kept.until(lastRestored))) { // what is brought back is to be changed first
                kept.forgetRestored();
            }
        }
        published.forgetExpired(now);
    }

    LogTail tail(int limit, Instant now) {
        expire(now);
        return kept.tail(limit, offset);
    }

    /** Returns what would be forgotten if all of it were archived. */
    List<Position> archived(Position upTo, Collection<Message> whole, Instant now) {
        return span.knows(upTo, offset)
                ? kept.archived(upTo.offset(), whole, !now.isBefore(kept.until(lastEvent)))
                : List.of();
    }

    Optional<WholeMessage> whole(Position posted, Instant now) {
        return Optional.ofNullable(find(posted, now)).map(annotations::whole);
    }

    boolean restore(WholeMessage old, Position asOf, RoomId roomId, Instant now) {
        requireLife(roomId);
        if (find(old.message().position(), now) != null) {
            return true;
        }
        boolean restored = span.knows(asOf, offset) && kept.restore(old, asOf);
        if (restored) {
            lastRestored = now;
        }
        return restored;
    }
}

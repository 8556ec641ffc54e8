package dev.parlance.broker.store;

import dev.parlance.broker.MessageChange;
import dev.parlance.broker.MessageLog;
import dev.parlance.broker.form.StoredForm;
import dev.parlance.broker.form.UnreadableFormException;
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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One room's log within one transaction that holds the room's lock. What has expired is evicted by whoever comes next, reader or writer, so the log is always what it should be.
 */
final class StoredLog {
    private static final int MOST_MISSED = 10_000;
    private static final int CHUNK = 500;
    /** So many messages that were deleted may be the last before others are looked at. */
    private static final int FEW = 10;

    private final StoreTransaction transaction;
    private final Epochs epochs;
    private final RoomId roomId;
    private final String posts;
    private final String changes;
    private final Instant now;
    private final StoredAnnotations annotations;
    private final StoredCounts counts;
    private LogHead head;

    private StoredLog(StoreTransaction transaction, Epochs epochs, RoomId roomId, Instant now, LogHead head) {
        this.transaction = transaction;
        this.epochs = epochs;
        this.roomId = roomId;
        this.posts = Keys.posts(roomId);
        this.changes = Keys.changes(roomId);
        this.now = now;
        this.annotations =
                new StoredAnnotations(transaction, roomId, now, head.counts().annotated());
        this.counts = new StoredCounts(transaction, roomId);
        this.head = head;
    }

    static StoredLog open(StoreTransaction transaction, RoomId roomId, Epochs epochs) {
        transaction.lock(Keys.room(roomId));
        byte[] kept = transaction.get(Keys.head(roomId));
        Instant now = transaction.now();
        if (kept == null) {
            return new StoredLog(transaction, epochs, roomId, now, LogHead.unused(roomId, epochs.first(transaction)));
        }
        StoredLog log = new StoredLog(transaction, epochs, roomId, now, LogHead.read(kept));
        if (log.head.isForgotten(now)) {
            log.evictDownTo(0);
            Rows.deleteAll(
                    transaction,
                    Keys.log(roomId)); // what outlives messages, and what a node of an earlier format did not know
            transaction.delete(Keys.head(roomId));
            // a forgotten room that begins again must not take up its old epoch
            log.head = LogHead.unused(roomId, epochs.anew(transaction));
        } else if (log.head.isExpired(now)) {
            log.evictDownTo(0);
            log.save();
        }
        return log;
    }

    Position position() {
        return head.position();
    }

    /** The receipt of an earlier publish with the same id, or null if this one is new. */
    @Nullable
    Receipt repeated(MessageDraft draft) {
        String id = draft.clientMessageId().orElse(null);
        byte[] kept = id == null
                ? null
                : transaction.get(Keys.published(roomId, draft.author().id(), id));
        if (kept == null) {
            return null;
        }
        PublishedId first = PublishedId.read(kept);
        if (!first.fingerprint().equals(draft.fingerprint())) {
            throw new ChatException(ErrorCode.ID_CONFLICT, "this clientMessageId stands for another message already");
        }
        return new Receipt(roomId, first.position(), first.timestamp(), first.post());
    }

    /**
     * The head that the next event goes on from. In a store that fell back offsets may have been given that it does not know: they go on in an epoch that the room never had, which carries over the
     * positions that are left.
     */
    private LogHead goingOn() {
        return head.life().isOf(transaction)
                ? head
                : head.in(epochs.first(transaction).after(head.position()));
    }

    Message post(MessageDraft draft, Retention kept) {
        head = goingOn().next(now).posted(kept);
        Message message = Message.posted(draft, head.position(), head.lastEvent())
                .number(head.number())
                .build();
        head = head.counting(counts.posted(message, head.counts()));
        // a root that the history does not have, one of the future too, has no thread
        message.replyTo()
                .map(MessageId::position)
                .filter(root -> message(root).isPresent())
                .ifPresent(root -> annotations.addReply(root, message));
        transaction.put(Keys.at(posts, head.offset()), StoredForm.of(message), null);
        evictDownTo(kept.maxMessages());
        draft.clientMessageId().ifPresent(id -> {
            String key = Keys.published(roomId, draft.author().id(), id);
            PublishedId published = new PublishedId(
                    message.position(), message.timestamp(), draft.fingerprint(), head.nextId(), message.number());
            head = published.remember(transaction, roomId, key, head, now);
        });
        save();
        return message;
    }

    Message change(MessageChange change) {
        Message current = message(change.message().position()).orElseThrow(StoredLog::notFound);
        if (current.contentOffset() != change.expectedContentOffset()) {
            throw new ChatException(ErrorCode.EDIT_CONFLICT, "the message was changed meanwhile");
        }
        if (current.deleted() && !change.message().deleted()) {
            throw new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "the message was deleted");
        }
        change.requireOf(current);
        boolean isNewPin =
                change.message().pinnedAt().isPresent() && current.pinnedAt().isEmpty();
        if (isNewPin && head.counts().pins() >= MessageLog.MAX_PINS) {
            throw new ChatException(
                    ErrorCode.TOO_MANY_PINS, "at most " + MessageLog.MAX_PINS + " messages of a room are pinned");
        }
        goOnWithAChange();
        Message next = change.placed(current, head.offset());
        place(current, next);
        head = head.counting(counts.changed(current, next, head.counts()));
        if (next.deleted() && !current.deleted()) {
            annotations.silence(next.position());
            next.replyTo()
                    .ifPresent(root -> annotations.removeReply(
                            root.position(), next.position().offset()));
        }
        save();
        return next;
    }

    private static ChatException notFound() {
        return new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "the history does not have this message any more");
    }

    private void goOnWithAChange() {
        head = goingOn().next(now);
        head = head.counting(head.counts().changed());
    }

    /** Puts a message's next state, at the offset where the head stands now, into the place of the present one. */
    private void place(Message current, Message next) {
        if (isChanged(current)) {
            transaction.delete(Keys.at(changes, current.changeOffset()));
        }
        String post = Keys.at(posts, current.position().offset());
        transaction.put(post, StoredForm.of(next), null);
        transaction.put(Keys.at(changes, head.offset()), post.getBytes(StandardCharsets.US_ASCII), null);
    }

    /** Returns whether anything changed; nothing is told. */
    boolean react(Position posted, Reaction reaction) {
        if (message(posted).filter(message -> !message.deleted()).isEmpty()) {
            throw notFound();
        }
        boolean changed = annotations.react(posted, reaction);
        if (annotations.annotated() != head.counts().annotated()) {
            save();
        }
        return changed;
    }

    /** Makes one change of all that was not told of a message; empty if there is nothing. */
    Optional<RoomEvent.Changed> tell(Position posted) {
        Message current = annotations.isUntold(posted) ? message(posted).orElse(null) : null;
        if (current == null) {
            return Optional.empty();
        }
        goOnWithAChange();
        Message.Builder told = current.toBuilder().changeOffset(head.offset()).contentOffset(current.contentOffset());
        Reaction only = annotations.tell(posted, told);
        Message next = told.build();
        place(current, next);
        save();
        return Optional.of(new RoomEvent.Changed(next, only));
    }

    UserPage reactors(Position posted, String emoji, int limit, @Nullable UserId after) {
        return annotations.reactors(posted, emoji, limit, after);
    }

    Map<Position, Set<String>> reactionsOf(UserId user, List<Position> messages) {
        Map<Position, Set<String>> all = new LinkedHashMap<>();
        for (Position posted : messages) {
            Set<String> of = annotations.reactionsOf(posted, user);
            if (!of.isEmpty()) {
                all.put(posted, of);
            }
        }
        return all;
    }

    MessagePage replies(Position root, int limit, long after) {
        List<Message> page = some(annotations.replies(root, limit + 1, after));
        boolean hasMore = page.size() > limit;
        return new MessagePage(hasMore ? page.subList(0, limit) : page, hasMore);
    }

    MessagePage pins() {
        List<Message> pinned = new ArrayList<>(some(counts.pinned()));
        pinned.sort(Comparator.comparing((Message message) -> message.pinnedAt().orElse(Instant.EPOCH))
                .thenComparingLong(message -> message.position().offset())
                .reversed());
        return new MessagePage(pinned, false);
    }

    private List<Message> some(List<Long> offsets) {
        return offsets.stream()
                .map(offset -> transaction.get(Keys.at(posts, offset)))
                .filter(Objects::nonNull)
                .map(StoredForm::message)
                .toList();
    }

    RoomHead head(@Nullable Position since) {
        return RoomHead.builder(roomId, position())
                .posts(head.number(), head.counts().deletions())
                .last(lastSaid())
                .since(since == null ? RoomHead.Since.UNASKED : behind(since))
                .build();
    }

    private RoomHead.Since behind(Position since) {
        boolean known = isKnown(since);
        long from = known ? since.offset() : 0;
        long number = known ? numberUpTo(from) : 0;
        return new RoomHead.Since(known, number, counts.deletedAfter(from), counts.roomMentionsAfter(from));
    }

    /** The number of the newest post up to there; of what was forgotten, one less than that of the oldest that was not. */
    private long numberUpTo(long offset) {
        List<StoreTransaction.Entry> newest = transaction.scan(posts, Rows.after(posts, offset), 1, true);
        if (!newest.isEmpty()) {
            return StoredForm.message(newest.get(0).value()).number();
        }
        List<StoreTransaction.Entry> oldest = transaction.scan(posts, Keys.end(posts), 1, false);
        return oldest.isEmpty()
                ? head.number()
                : Math.max(0, StoredForm.message(oldest.get(0).value()).number() - 1);
    }

    private @Nullable Message lastSaid() {
        String to = Keys.end(posts);
        List<StoreTransaction.Entry> some;
        do {
            some = transaction.scan(posts, to, FEW, true);
            for (StoreTransaction.Entry each : some) {
                Message message = StoredForm.message(each.value());
                if (!message.deleted()) {
                    return message;
                }
                to = each.key();
            }
        } while (some.size() == FEW);
        return null;
    }

    Optional<Message> message(Position posted) {
        return Optional.ofNullable(transaction.get(Keys.at(posts, posted.offset())))
                .map(StoredForm::message)
                .filter(message -> message.position().equals(posted));
    }

    HistoryPage history(HistoryQuery query) {
        query.epoch().filter(asked -> !isKnown(asked, query)).ifPresent(other -> {
            String epoch = head.position().epoch();
            throw new ChatException(
                    ErrorCode.POSITION_LOST, "the log of epoch " + other + " is lost, this one is " + epoch);
        });
        boolean forwards = query.after().isPresent();
        String from = forwards ? Rows.after(posts, query.after().getAsLong()) : posts;
        String to = query.before().isPresent() ? Keys.at(posts, query.before().getAsLong()) : Keys.end(posts);
        List<Message> page = new ArrayList<>();
        for (StoreTransaction.Entry each : transaction.scan(from, to, query.limit() + 1, !forwards)) {
            page.add(StoredForm.message(each.value()));
        }
        boolean hasMore = page.size() > query.limit();
        if (hasMore) {
            page.remove(query.limit());
        }
        if (!forwards) {
            Collections.reverse(page);
        }
        return new HistoryPage(page, hasMore, position());
    }

    /** Whether an epoch is the log's, or the former one and the page is of what was carried over. */
    private boolean isKnown(String epoch, HistoryQuery query) {
        if (epoch.equals(head.position().epoch())) {
            return true;
        }
        return (query.after().isPresent()
                        && head.life().carries(epoch, query.after().getAsLong()))
                || (query.before().isPresent()
                        && head.life().carries(epoch, query.before().getAsLong() - 1));
    }

    private boolean isKnown(Position since) {
        // an offset from the future means that this log has fallen behind what the reader saw
        return (since.epoch().equals(head.position().epoch()) && since.offset() <= head.offset())
                || head.life().carries(since.epoch(), since.offset());
    }

    Resumption resume(Position since) {
        if (!isKnown(since)) {
            return new Resumption(List.of(), false, false, position());
        }
        boolean changesComplete = since.offset() >= head.evictedChange();
        if (since.offset() < head.evictedPost()) {
            return new Resumption(List.of(), false, changesComplete, position());
        }
        List<Message> missed = missed(since.offset());
        if (missed.size() > MOST_MISSED) {
            return new Resumption(List.of(), false, changesComplete, position());
        }
        missed.sort(Comparator.comparingLong(Message::changeOffset));
        return new Resumption(missed, true, changesComplete, position());
    }

    private List<Message> missed(long since) {
        List<Message> missed = new ArrayList<>();
        for (StoreTransaction.Entry each :
                transaction.scan(Rows.after(posts, since), Keys.end(posts), MOST_MISSED + 1, false)) {
            missed.add(StoredForm.message(each.value()));
        }
        for (StoreTransaction.Entry each :
                transaction.scan(Rows.after(changes, since), Keys.end(changes), MOST_MISSED + 1, false)) {
            String post = new String(each.value(), StandardCharsets.US_ASCII);
            byte[] kept = Keys.offset(post) > since ? null : transaction.get(post); // later posts are there already
            if (kept != null) {
                missed.add(StoredForm.message(kept));
            }
        }
        return missed;
    }

    private void evictDownTo(int most) {
        while (head.posts() > most) {
            int chunk = (int) Math.min(CHUNK, head.posts() - most);
            List<StoreTransaction.Entry> oldest = transaction.scan(posts, Keys.end(posts), chunk, false);
            if (oldest.isEmpty()) {
                throw new UnreadableFormException("a log lacks messages that its head counts", null);
            }
            for (StoreTransaction.Entry each : oldest) {
                evict(StoredForm.message(each.value()), each.key());
            }
        }
    }

    private void evict(Message oldest, String key) {
        transaction.delete(key);
        if (isChanged(oldest)) {
            transaction.delete(Keys.at(changes, oldest.changeOffset()));
        }
        head = head.evicted(oldest.position().offset(), isChanged(oldest) ? oldest.changeOffset() : 0);
        head = head.counting(counts.evicted(oldest, head.counts()));
        annotations.forget(oldest.position());
    }

    private void save() {
        head = head.counting(head.counts().annotated(annotations.annotated()));
        transaction.put(Keys.head(roomId), head.toBytes(), null);
    }

    private static boolean isChanged(Message message) {
        return message.changeOffset() > message.position().offset();
    }
}

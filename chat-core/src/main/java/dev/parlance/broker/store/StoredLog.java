package dev.parlance.broker.store;

import dev.parlance.broker.LogArchiving;
import dev.parlance.broker.LogEnd;
import dev.parlance.broker.LogEndedException;
import dev.parlance.broker.LogTail;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.MessageLog;
import dev.parlance.broker.WholeMessage;
import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.broker.form.StoredForm;
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
import java.util.Collection;
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
    private static final int BEHIND = 34;
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
    private final StoredShelf shelf;
    private boolean begun;
    private boolean wasBehind;
    private LogHead head;

    private StoredLog(
            StoreTransaction transaction, Epochs epochs, RoomId roomId, Instant now, LogHead head, boolean begun) {
        this.transaction = transaction;
        this.epochs = epochs;
        this.roomId = roomId;
        this.posts = Keys.posts(roomId);
        this.changes = Keys.changes(roomId);
        this.now = now;
        this.annotations =
                new StoredAnnotations(transaction, roomId, now, head.counts().annotated());
        this.counts = new StoredCounts(transaction, roomId);
        this.shelf = new StoredShelf(transaction, roomId, annotations, counts);
        this.begun = begun;
        this.wasBehind = head.isBehind();
        this.head = head;
    }

    static StoredLog open(StoreTransaction transaction, RoomId roomId, Epochs epochs) {
        transaction.lock(Keys.room(roomId));
        byte[] kept = transaction.get(Keys.head(roomId));
        Instant now = transaction.now();
        if (kept == null) {
            return new StoredLog(
                    transaction, epochs, roomId, now, LogHead.unused(roomId, epochs.first(transaction)), false);
        }
        LogHead before = LogHead.read(kept);
        StoredLog log = new StoredLog(transaction, epochs, roomId, now, before, true);
        boolean forgotten = before.isForgotten(now);
        if (forgotten || before.isExpired(now)) {
            log.expire();
        }
        if (forgotten && log.shelf.isDispensable(log.head)) {
            Rows.deleteAll(
                    transaction,
                    Keys.log(roomId)); // what outlives messages, and what a node of an earlier format did not know
            transaction.delete(Keys.head(roomId));
            // a forgotten room that begins again must not take up its old epoch
            log.head = LogHead.unused(roomId, epochs.anew(transaction));
            log.begun = false;
        } else if (!log.head.equals(before)) {
            log.save();
        }
        return log;
    }

    /** Forgets what there is, as far as it may. */
    private void expire() {
        head = shelf.cut(head, 0, List.of());
        if (head.isOverForRestored(now)) {
            head = shelf.withoutRestored(head);
        }
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
    private LogHead goingOn(boolean archived) {
        if (head.life().isOf(transaction)) {
            return head;
        }
        if (archived) {
            throw new LogEndedException(roomId);
        }
        return head.in(epochs.first(transaction).after(head.position()));
    }

    /** What is behind the mark waits there, and there is an end to that. */
    private void requireRoom(int most) {
        if (head.retention().archived() && head.offset() - head.mark().offset() >= most) {
            throw new ChatException(ErrorCode.OVERLOADED, "too much was said here that is not archived yet");
        }
    }

    /** Begins a life behind what is archived, unless this is alive. */
    void begin(@Nullable LogEnd end) {
        if (begun && head.life().isOf(transaction)) {
            return;
        }
        if (begun && (end == null || isKnown(end.position()))) {
            head = head.in(epochs.first(transaction).after(head.position()));
            head = head.marked(
                    head.mark().movedTo(end == null ? 0 : end.position().offset()));
        } else {
            if (begun) { // it fell back behind its archive, which knows all of this and more
                Rows.deleteAll(transaction, Keys.log(roomId));
                Rows.deleteAll(transaction, Keys.untold(roomId));
            }
            LogLife life = epochs.first(transaction);
            if (end != null) {
                life = (life.epoch().equals(end.position().epoch()) ? epochs.anew(transaction) : life)
                        .after(end.position());
                counts.begin(end);
            }
            annotations.none();
            head = LogHead.begun(roomId, life, end, now);
        }
        begun = true;
        save();
    }

    Message post(MessageDraft draft, Retention kept) {
        if (kept.archived()) {
            if (!begun) {
                throw new LogEndedException(roomId);
            }
            requireRoom(LogArchiving.MAX_UNARCHIVED);
        }
        head = goingOn(kept.archived()).next(now).posted(kept);
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
        if (!kept.archived()) {
            head = shelf.withoutRestored(shelf.cut(head, kept.maxMessages(), List.of()));
        }
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
        requireRoom(2 * LogArchiving.MAX_UNARCHIVED);
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
        head = goingOn(head.retention().archived()).next(now);
        head = head.counting(head.counts().changed());
    }

    /** Puts a message's next state, at the offset where the head stands now, into the place of the present one. */
    private void place(Message current, Message next) {
        if (isChanged(current)) {
            transaction.delete(Keys.at(changes, current.changeOffset()));
        }
        String post = keyOf(current.position().offset());
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
        requireRoom(2 * LogArchiving.MAX_UNARCHIVED);
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

    /** Where a message lies: in the history, or behind it. */
    private String keyOf(long post) {
        String key = Keys.at(posts, post);
        return head.mark().restored() == 0 || transaction.get(key) != null ? key : shelf.key(post);
    }

    private byte @Nullable [] row(long post) {
        byte[] kept = transaction.get(Keys.at(posts, post));
        return kept != null || head.mark().restored() == 0 ? kept : transaction.get(shelf.key(post));
    }

    private List<Message> some(List<Long> offsets) {
        return offsets.stream()
                .map(this::row)
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
        return Optional.ofNullable(row(posted.offset()))
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

    private void save() {
        head = head.counting(head.counts().annotated(annotations.annotated()));
        transaction.put(Keys.head(roomId), head.toBytes(), null);
        if (head.isBehind() != wasBehind) {
            wasBehind = head.isBehind();
            if (wasBehind) {
                transaction.put(
                        Keys.behind(roomId),
                        FormWriter.of(BEHIND).text(roomId.value()).toBytes(),
                        null);
            } else {
                transaction.delete(Keys.behind(roomId));
            }
        }
    }

    static List<RoomId> behind(StoreTransaction transaction, int limit, @Nullable RoomId after) {
        String from = after == null ? Keys.BEHIND : Rows.behind(Keys.behind(after));
        return transaction.scan(from, Keys.end(Keys.BEHIND), limit, false).stream()
                .map(each -> FormReader.read(each.value(), "a room that is to be archived", form -> {
                    form.expect("room to be archived", BEHIND);
                    return new RoomId(form.text());
                }))
                .toList();
    }

    LogTail tail(int limit) {
        return new StoredTail(transaction, roomId).read(head, limit);
    }

    /** Returns what would be forgotten if all of it were archived. */
    List<Position> archived(Position upTo, Collection<Message> whole) {
        if (!begun || !isKnown(upTo)) {
            return List.of();
        }
        head = head.marked(head.mark().movedTo(upTo.offset()));
        shelf.archived(whole, head);
        int most = head.isOver(now) ? 0 : head.retention().maxMessages();
        head = shelf.cut(head, most, whole);
        if (!head.isBehind()) {
            wasBehind = true; // whatever it was: what is listed and need not be goes
        }
        save();
        return shelf.wanted(head, most);
    }

    Optional<WholeMessage> whole(Position posted) {
        return message(posted).map(annotations::whole);
    }

    boolean restore(WholeMessage old, Position asOf) {
        if (!begun || !head.life().isOf(transaction)) {
            throw new LogEndedException(roomId);
        }
        Position posted = old.message().position();
        if (message(posted).isPresent()) {
            return true;
        }
        if (!isKnown(asOf)
                || asOf.offset() < head.evictedChange()
                || posted.offset() > head.evictedPost()
                || row(posted.offset()) != null) {
            return false;
        }
        head = shelf.restore(old, head, now);
        save();
        return true;
    }

    static boolean isChanged(Message message) {
        return message.changeOffset() > message.position().offset();
    }
}

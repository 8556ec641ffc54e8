package dev.parlance.broker.store;

import dev.parlance.broker.MessageChange;
import dev.parlance.broker.form.StoredForm;
import dev.parlance.broker.form.UnreadableFormException;
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
import dev.parlance.model.RoomId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One room's log within one transaction that holds the room's lock. What has expired is evicted by whoever comes next, reader or writer, so the log is always what it should be.
 */
final class StoredLog {
    private static final int MOST_MISSED = 10_000;
    private static final int CHUNK = 500;

    private final StoreTransaction transaction;
    private final Epochs epochs;
    private final RoomId roomId;
    private final String posts;
    private final String changes;
    private final Instant now;
    private LogHead head;

    private StoredLog(StoreTransaction transaction, Epochs epochs, RoomId roomId, Instant now, LogHead head) {
        this.transaction = transaction;
        this.epochs = epochs;
        this.roomId = roomId;
        this.posts = Keys.posts(roomId);
        this.changes = Keys.changes(roomId);
        this.now = now;
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
        return new Receipt(roomId, first.position(), first.timestamp());
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
        Message message =
                Message.posted(draft, head.position(), head.lastEvent()).build();
        transaction.put(Keys.at(posts, head.offset()), StoredForm.of(message), null);
        evictDownTo(kept.maxMessages());
        draft.clientMessageId().ifPresent(id -> {
            String key = Keys.published(roomId, draft.author().id(), id);
            PublishedId published =
                    new PublishedId(message.position(), message.timestamp(), draft.fingerprint(), head.nextId());
            head = published.remember(transaction, roomId, key, head, now);
        });
        save();
        return message;
    }

    Message change(MessageChange change) {
        Message current = message(change.message().position())
                .orElseThrow(() -> new ChatException(
                        ErrorCode.MESSAGE_NOT_FOUND, "the history does not have this message any more"));
        if (current.contentOffset() != change.expectedContentOffset()) {
            throw new ChatException(ErrorCode.EDIT_CONFLICT, "the message was changed meanwhile");
        }
        if (current.deleted() && !change.message().deleted()) {
            throw new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "the message was deleted");
        }
        change.requireOf(current);
        head = goingOn().next(now);
        long posted = current.position().offset();
        if (isChanged(current)) {
            transaction.delete(Keys.at(changes, current.changeOffset()));
        }
        Message next = change.placed(current, head.offset());
        transaction.put(Keys.at(posts, posted), StoredForm.of(next), null);
        transaction.put(
                Keys.at(changes, head.offset()), Keys.at(posts, posted).getBytes(StandardCharsets.US_ASCII), null);
        save();
        return next;
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
        String from = forwards ? after(posts, query.after().getAsLong()) : posts;
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
                transaction.scan(after(posts, since), Keys.end(posts), MOST_MISSED + 1, false)) {
            missed.add(StoredForm.message(each.value()));
        }
        for (StoreTransaction.Entry each :
                transaction.scan(after(changes, since), Keys.end(changes), MOST_MISSED + 1, false)) {
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
    }

    private void save() {
        transaction.put(Keys.head(roomId), head.toBytes(), null);
    }

    private static boolean isChanged(Message message) {
        return message.changeOffset() > message.position().offset();
    }

    private static String after(String prefix, long offset) {
        return offset == Long.MAX_VALUE ? Keys.end(prefix) : Keys.at(prefix, offset + 1);
    }
}

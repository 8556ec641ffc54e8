package dev.parlance.broker.store;

import dev.parlance.broker.LogArchiving;
import dev.parlance.broker.WholeMessage;
import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.broker.form.StoredForm;
import dev.parlance.broker.form.UnreadableFormException;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What of a log is forgotten, and what stands behind its history since it was brought back or is pinned, within one transaction that holds the room's lock. A message there lies under another key, and
 * in the order of coming that key under a number.
 */
final class StoredShelf {
    /** So many messages are asked for at once that hold others up. */
    private static final int MOST_ASKED_FOR = 100;

    private static final int KIND = 33;
    private static final int CHUNK = 500;

    private final StoreTransaction transaction;
    private final String posts;
    private final String changes;
    private final String restored;
    private final String inOrder;
    private final String whole;
    private final StoredAnnotations annotations;
    private final StoredCounts counts;

    StoredShelf(StoreTransaction transaction, RoomId roomId, StoredAnnotations annotations, StoredCounts counts) {
        this.transaction = transaction;
        this.posts = Keys.posts(roomId);
        this.changes = Keys.changes(roomId);
        this.restored = Keys.restored(roomId);
        this.inOrder = Keys.restoredInOrder(roomId);
        this.whole = Keys.restoredWhole(roomId);
        this.annotations = annotations;
        this.counts = counts;
    }

    /** Forgets the oldest of the history until so many are left, but for what is not archived if it shall be: that holds up what is behind it. */
    LogHead cut(LogHead head, long most, Collection<Message> archivedWhole) {
        Set<Message> asTheyWere = Set.copyOf(archivedWhole);
        LogHead now = head;
        while (now.posts() > most) {
            int chunk = (int) Math.min(CHUNK, now.posts() - most);
            List<StoreTransaction.Entry> oldest = transaction.scan(posts, Keys.end(posts), chunk, false);
            if (oldest.isEmpty()) {
                throw new UnreadableFormException("a log lacks messages that its head counts", null);
            }
            for (StoreTransaction.Entry each : oldest) {
                Message message = StoredForm.message(each.value());
                boolean isArchived = now.retention().archived();
                boolean stays = isArchived && message.pinnedAt().isPresent();
                if (isArchived
                        && !(isArchived(message, now)
                                && (stays || WholeMessage.listsAll(message) || asTheyWere.contains(message)))) {
                    return now;
                }
                transaction.delete(each.key());
                now = now.evicted(message.position().offset(), stays ? 0 : change(message));
                now = stays ? shelved(message, now, now.mark().lastRestored()) : forgotten(message, now);
            }
        }
        return now;
    }

    private static long change(Message message) {
        return StoredLog.isChanged(message) ? message.changeOffset() : 0;
    }

    private LogHead forgotten(Message message, LogHead head) {
        if (StoredLog.isChanged(message)) {
            transaction.delete(Keys.at(changes, message.changeOffset()));
        }
        annotations.forget(message.position());
        return head.counting(counts.evicted(message, head.counts()));
    }

    private boolean isArchived(Message message, LogHead head) {
        return message.changeOffset() <= head.mark().offset() && !annotations.isUntold(message.position());
    }

    private boolean isWhole(Message message) {
        if (WholeMessage.listsAll(message)) {
            return true;
        }
        byte[] kept = transaction.get(Keys.at(whole, message.position().offset()));
        return kept != null && number(kept) == message.changeOffset();
    }

    private boolean mayGo(Message message, LogHead head) {
        return !head.retention().archived()
                || (isArchived(message, head) && message.pinnedAt().isEmpty() && isWhole(message));
    }

    /** Where a message lies that stands behind the history. */
    String key(long post) {
        return Keys.at(restored, post);
    }

    private LogHead shelved(Message message, LogHead head, Instant at) {
        String key = key(message.position().offset());
        transaction.put(key, StoredForm.of(message), null);
        byte[] reference = key.getBytes(StandardCharsets.US_ASCII);
        transaction.put(Keys.at(inOrder, head.mark().nextRestored()), reference, null);
        if (StoredLog.isChanged(message)) {
            transaction.put(Keys.at(changes, message.changeOffset()), reference, null);
        }
        return head.marked(head.mark().more(at));
    }

    /**
     * Has a message that was forgotten stand behind the history, with all that was added to it.
     *
     * @throws ChatException {@link ErrorCode#OVERLOADED} if there are too many, and none may go
     */
    LogHead restore(WholeMessage old, LogHead head, Instant at) {
        LogHead now = head;
        if (now.mark().restored() >= LogArchiving.MAX_RESTORED) {
            now = without(now, 1, message -> mayGo(message, head));
            if (now.mark().restored() == head.mark().restored()) {
                throw new ChatException(
                        ErrorCode.OVERLOADED, "too many old messages were changed and are not archived yet");
            }
        }
        Message message = old.message();
        now = shelved(message, now, at);
        archivedWhole(message);
        annotations.restore(old, now.life());
        return now.counting(counts.restored(message, now.counts()));
    }

    private void archivedWhole(Message message) {
        if (!WholeMessage.listsAll(message)) {
            transaction.put(
                    Keys.at(whole, message.position().offset()),
                    FormWriter.of(KIND).number(message.changeOffset()).toBytes(),
                    null);
        }
    }

    private static long number(byte[] kept) {
        return FormReader.read(kept, "how far a message is archived", form -> {
            form.expect("archived message", KIND);
            return form.number();
        });
    }

    /** Forgets all behind the history that may go. */
    LogHead withoutRestored(LogHead head) {
        return head.mark().restored() == 0 ? head : without(head, Long.MAX_VALUE, message -> mayGo(message, head));
    }

    private LogHead without(LogHead head, long most, Predicate<Message> mayGo) {
        LogHead now = head;
        long gone = 0;
        for (StoreTransaction.Entry each : all()) {
            String key = new String(each.value(), StandardCharsets.US_ASCII);
            byte[] kept = transaction.get(key);
            Message message = kept == null ? null : StoredForm.message(kept);
            if (gone == most) {
                break;
            }
            if (message == null) {
                transaction.delete(each.key());
            } else if (gone < most && mayGo.test(message)) {
                gone++;
                transaction.delete(each.key());
                transaction.delete(key);
                transaction.delete(Keys.at(whole, message.position().offset()));
                now = forgotten(message, now.changeEvicted(change(message)));
                now = now.marked(now.mark().fewer());
            }
        }
        return now;
    }

    private List<StoreTransaction.Entry> all() {
        return transaction.scan(inOrder, Keys.end(inOrder), 2 * LogArchiving.MAX_RESTORED, false);
    }

    /** Remembers which messages are archived with every reaction, of those that stand behind the history. */
    void archived(Collection<Message> messages, LogHead head) {
        if (head.mark().restored() > 0) {
            for (Message each : messages) {
                byte[] kept = transaction.get(key(each.position().offset()));
                if (kept != null && StoredForm.message(kept).equals(each)) {
                    archivedWhole(each);
                }
            }
        }
    }

    /** Where messages were posted that would be forgotten if all their reactions were archived: of those behind the history, once there are many, and of those that are more than so many. */
    List<Position> wanted(LogHead head, long most) {
        List<Message> crowded = new ArrayList<>();
        if (head.mark().restored() > LogArchiving.MAX_RESTORED / 2) {
            for (StoreTransaction.Entry each :
                    transaction.scan(restored, Keys.end(restored), 2 * LogArchiving.MAX_RESTORED, false)) {
                Message message = StoredForm.message(each.value());
                if (isArchived(message, head)) {
                    crowded.add(message);
                }
            }
        }
        long beyond = head.posts() - most;
        if (beyond > 0) {
            for (StoreTransaction.Entry each :
                    transaction.scan(posts, Keys.end(posts), (int) Math.min(CHUNK, beyond), false)) {
                Message message = StoredForm.message(each.value());
                if (!isArchived(message, head)) {
                    break;
                }
                crowded.add(message);
            }
        }
        return crowded.stream()
                .filter(each -> each.pinnedAt().isEmpty() && !isWhole(each))
                .limit(MOST_ASKED_FOR)
                .map(Message::position)
                .toList();
    }

    /** Whether nothing is left that is not kept elsewhere. */
    boolean isDispensable(LogHead head) {
        return head.posts() == 0
                && (head.mark().restored() == 0
                        || !head.retention().archived()
                        || transaction.scan(restored, Keys.end(restored), 2 * LogArchiving.MAX_RESTORED, false).stream()
                                .map(each -> StoredForm.message(each.value()))
                                .allMatch(each -> isArchived(each, head) && isWhole(each)));
    }
}

package dev.parlance.broker.store;

import dev.parlance.broker.LogTail;
import dev.parlance.broker.form.StoredForm;
import dev.parlance.model.Message;
import dev.parlance.model.RoomId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads what of a log is not archived yet, within one transaction that holds the room's lock. */
final class StoredTail {
    private final StoreTransaction transaction;
    private final String posts;
    private final String changes;

    StoredTail(StoreTransaction transaction, RoomId roomId) {
        this.transaction = transaction;
        this.posts = Keys.posts(roomId);
        this.changes = Keys.changes(roomId);
    }

    LogTail read(LogHead head, int limit) {
        long mark = head.mark().offset();
        List<Message> some = unchanged(mark, limit + 1);
        for (StoreTransaction.Entry each :
                transaction.scan(Rows.after(changes, mark), Keys.end(changes), limit + 1, false)) {
            byte[] kept = transaction.get(new String(each.value(), StandardCharsets.US_ASCII));
            if (kept != null) {
                some.add(StoredForm.message(kept));
            }
        }
        some.sort(Comparator.comparingLong(Message::changeOffset));
        boolean hasMore = some.size() > limit;
        List<Message> first = hasMore ? some.subList(0, limit) : some;
        long upTo = hasMore ? first.get(limit - 1).changeOffset() : head.offset();
        return new LogTail(head.life().at(mark), first, head.life().at(upTo), hasMore);
    }

    /** Posts behind an offset that were not changed since: those that were stand among the changes. */
    private List<Message> unchanged(long mark, int most) {
        List<Message> unchanged = new ArrayList<>();
        String from = Rows.after(posts, mark);
        List<StoreTransaction.Entry> chunk;
        do {
            chunk = transaction.scan(from, Keys.end(posts), most, false);
            for (StoreTransaction.Entry each : chunk) {
                Message message = StoredForm.message(each.value());
                if (!StoredLog.isChanged(message) && unchanged.size() < most) {
                    unchanged.add(message);
                }
                from = Rows.behind(each.key());
            }
        } while (chunk.size() == most && unchanged.size() < most);
        return unchanged;
    }
}

package dev.parlance.broker.store;

import dev.parlance.broker.ChatBroker;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what others added to messages and nobody has told for a whole lease: whoever was to do it is dead, or as good as that. For one thread. */
final class OverdueTellings {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(OverdueTellings.class.getName()));
    /** How many are read in one transaction. */
    private static final int SOME = 100;

    private final Transactions store;
    private final StoredLogs logs;

    OverdueTellings(Transactions store, StoredLogs logs) {
        this.store = store;
        this.logs = logs;
    }

    /** Looks at all that wait: those that wait rightly may stand before one that is overdue, and one that cannot be told is no reason to leave the next. */
    void all() {
        String from = Keys.UNTOLD;
        while (from != null) {
            from = someFrom(from);
        }
    }

    /** Where to go on; null at the end. */
    private @Nullable String someFrom(String from) {
        List<StoreTransaction.Entry> waiting =
                store.harmless(transaction -> transaction.scan(from, Keys.end(Keys.UNTOLD), SOME, false));
        Instant overdue = store.harmless(StoreTransaction::now).minus(ChatBroker.LEASE);
        for (StoreTransaction.Entry each : waiting) {
            UntoldMessage message = UntoldMessage.read(each.value());
            if (!message.since().isAfter(overdue)) {
                tell(message);
            }
        }
        return waiting.size() < SOME
                ? null
                : Rows.behind(waiting.get(waiting.size() - 1).key());
    }

    private void tell(UntoldMessage message) {
        try {
            if (logs.tell(message.roomId(), message.position()).isEmpty()) {
                forget(message);
            }
        } catch (ChatException e) {
            COMPLAINTS.warn("what was added to a message cannot be told", e.getMessage());
        }
    }

    /** Somebody was faster, or the log was lost. */
    private void forget(UntoldMessage message) {
        store.harmless(transaction -> {
            transaction.lock(Keys.room(message.roomId()));
            String key = Keys.untold(message.roomId(), message.position().offset());
            byte[] kept = transaction.get(key);
            if (kept != null && UntoldMessage.read(kept).equals(message)) {
                transaction.delete(key);
            }
            return key;
        });
    }
}

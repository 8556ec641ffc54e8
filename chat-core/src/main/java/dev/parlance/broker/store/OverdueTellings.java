package dev.parlance.broker.store;

import dev.parlance.broker.ChatBroker;
import java.time.Instant;
import java.util.List;

/** Tells what others added to messages and nobody has told for a whole lease: whoever was to do it is dead, or as good as that. For one thread. */
final class OverdueTellings {
    private static final int SOME = 100;

    private final Transactions store;
    private final StoredLogs logs;

    OverdueTellings(Transactions store, StoredLogs logs) {
        this.store = store;
        this.logs = logs;
    }

    void some() {
        List<UntoldMessage> due = store.harmless(transaction -> {
            Instant overdue = transaction.now().minus(ChatBroker.LEASE);
            return transaction.scan(Keys.UNTOLD, Keys.end(Keys.UNTOLD), SOME, false).stream()
                    .map(each -> UntoldMessage.read(each.value()))
                    .filter(each -> !each.since().isAfter(overdue))
                    .toList();
        });
        due.forEach(each -> {
            if (logs.tell(each.roomId(), each.position()).isEmpty()) {
                forget(each);
            }
        });
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

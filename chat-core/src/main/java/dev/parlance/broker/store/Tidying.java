package dev.parlance.broker.store;

import java.time.Instant;
import java.util.List;

/** Walks over the rooms, some at a time, and has those evicted and forgotten whose time has passed and to whom nobody comes. For one thread. */
final class Tidying {
    private static final int SOME = 100;

    private final Transactions store;
    private final Epochs epochs;
    private String next = Keys.HEADS;

    Tidying(Transactions store, Epochs epochs) {
        this.store = store;
        this.epochs = epochs;
    }

    void some() {
        List<LogHead> due = store.harmless(transaction -> {
            List<StoreTransaction.Entry> some = transaction.scan(next, Keys.end(Keys.HEADS), SOME, false);
            next = some.size() < SOME ? Keys.HEADS : some.get(SOME - 1).key() + "!";
            Instant now = transaction.now();
            return some.stream()
                    .map(each -> LogHead.read(each.value()))
                    .filter(head -> head.isExpired(now) || head.isForgotten(now))
                    .toList();
        });
        due.forEach(head -> store.harmless(transaction -> StoredLog.open(transaction, head.roomId(), epochs)));
    }
}

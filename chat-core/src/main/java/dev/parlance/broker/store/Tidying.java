package dev.parlance.broker.store;

import java.time.Instant;
import java.util.List;

/** Walks over the rooms and the users, some at a time, and has those evicted and forgotten whose time has passed and to whom nobody comes. For one thread. */
final class Tidying {
    private static final int SOME = 100;

    private final Transactions store;
    private final Epochs epochs;
    private String nextRoom = Keys.HEADS;
    private String nextUser = Keys.USERS;

    Tidying(Transactions store, Epochs epochs) {
        this.store = store;
        this.epochs = epochs;
    }

    void some() {
        someRooms();
        someUsers();
    }

    private void someRooms() {
        List<LogHead> due = store.harmless(transaction -> {
            List<StoreTransaction.Entry> some = transaction.scan(nextRoom, Keys.end(Keys.HEADS), SOME, false);
            nextRoom = behind(some, Keys.HEADS);
            Instant now = transaction.now();
            return some.stream()
                    .map(each -> LogHead.read(each.value()))
                    .filter(head -> head.isExpired(now) || head.isForgotten(now))
                    .toList();
        });
        due.forEach(head -> store.harmless(transaction -> StoredLog.open(transaction, head.roomId(), epochs)));
    }

    private void someUsers() {
        List<StoredUser.Head> due = store.harmless(transaction -> {
            List<StoreTransaction.Entry> some = transaction.scan(nextUser, Keys.end(Keys.USERS), SOME, false);
            nextUser = behind(some, Keys.USERS);
            Instant now = transaction.now();
            return some.stream()
                    .map(each -> StoredUser.Head.read(each.value()))
                    .filter(head -> head.isOver(now))
                    .toList();
        });
        due.forEach(head -> store.harmless(transaction -> StoredUser.open(transaction, head.userId())));
    }

    /** Where to go on: from the beginning if these were the last. */
    private static String behind(List<StoreTransaction.Entry> some, String first) {
        return some.size() < SOME ? first : Rows.behind(some.get(SOME - 1).key());
    }
}

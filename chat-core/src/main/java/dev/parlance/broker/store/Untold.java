package dev.parlance.broker.store;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.time.Instant;
import java.util.List;

/** Tells what others added to messages and nobody has told for a whole lease: whoever was to do it is dead, or as good as that. For one thread. */
final class Untold {
    private static final int KIND = 31;
    private static final int SOME = 100;

    private final Transactions store;
    private final StoredLogs logs;

    /**
     * A message of which something was not told.
     *
     * @param since when the first of it came
     */
    record Message(RoomId roomId, Position position, Instant since) {
        static Message read(byte[] bytes) {
            return FormReader.read(bytes, "a message that is to be told", form -> {
                form.expect("message to be told", KIND);
                return new Message(new RoomId(form.text()), form.position(), form.instant());
            });
        }

        byte[] toBytes() {
            return FormWriter.of(KIND)
                    .text(roomId.value())
                    .position(position)
                    .instant(since)
                    .toBytes();
        }
    }

    Untold(Transactions store, StoredLogs logs) {
        this.store = store;
        this.logs = logs;
    }

    void some() {
        List<Message> due = store.harmless(transaction -> {
            Instant overdue = transaction.now().minus(ChatBroker.LEASE);
            return transaction.scan(Keys.UNTOLD, Keys.end(Keys.UNTOLD), SOME, false).stream()
                    .map(each -> Message.read(each.value()))
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
    private void forget(Message message) {
        store.harmless(transaction -> {
            transaction.lock(Keys.room(message.roomId()));
            String key = Keys.untold(message.roomId(), message.position().offset());
            byte[] kept = transaction.get(key);
            if (kept != null && Message.read(kept).equals(message)) {
                transaction.delete(key);
            }
            return key;
        });
    }
}

package dev.parlance.broker.store;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What is remembered of a client message id within the window: as a value under the id, and the id's key under a number that rises, so that the oldest can be forgotten.
 *
 * @param number of the id, among those of its room
 * @param post the number of the message
 */
record PublishedId(Position position, Instant timestamp, String fingerprint, long number, long post) {
    private static final int KIND = 21;

    static PublishedId read(byte[] bytes) {
        return FormReader.read(bytes, "a client message id", form -> {
            form.expect("client message id", KIND);
            return new PublishedId(
                    form.position(), form.instant(), form.text(), form.number(), form.isFrom(2) ? form.number() : 0);
        });
    }

    private byte[] toBytes() {
        return FormWriter.of(KIND)
                .position(position)
                .instant(timestamp)
                .text(fingerprint)
                .number(number)
                .number(post)
                .toBytes();
    }

    /** Keeps this under its key, forgets those beyond the capacity, and gives the head that knows so. */
    LogHead remember(StoreTransaction transaction, RoomId roomId, String key, LogHead head, Instant now) {
        Instant until = now.plus(ChatBroker.IDEMPOTENCY_WINDOW);
        transaction.put(key, toBytes(), until);
        transaction.put(Keys.publishedAt(roomId, number), key.getBytes(StandardCharsets.US_ASCII), until);
        long first = head.firstId();
        long next = number + 1;
        for (; next - first > ChatBroker.IDEMPOTENCY_CAPACITY; first++) {
            forget(transaction, Keys.publishedAt(roomId, first), first);
        }
        return head.remembering(first, next);
    }

    private static void forget(StoreTransaction transaction, String numbered, long number) {
        byte[] key = transaction.get(numbered);
        if (key == null) {
            return; // its time has passed
        }
        transaction.delete(numbered);
        String published = new String(key, StandardCharsets.US_ASCII);
        byte[] kept = transaction.get(published);
        if (kept != null && read(kept).number() == number) { // else the same id has come again since
            transaction.delete(published);
        }
    }
}

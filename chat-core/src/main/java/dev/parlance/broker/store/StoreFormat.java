package dev.parlance.broker.store;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.nio.charset.StandardCharsets;

/** The number of the format at the door of a store: whoever cannot read it does not begin. */
final class StoreFormat {
    private StoreFormat() {}

    static void require(Transactions store, Epochs epochs) {
        String format = store.harmless(transaction -> {
            epochs.first(transaction);
            transaction.lock(Keys.FORMAT);
            byte[] kept = transaction.get(Keys.FORMAT);
            if (kept == null) {
                kept = Integer.toString(StoredForm.FORMAT).getBytes(StandardCharsets.US_ASCII);
                transaction.put(Keys.FORMAT, kept, null);
            }
            return new String(kept, StandardCharsets.US_ASCII);
        });
        if (!format.equals(Integer.toString(StoredForm.FORMAT))) {
            throw new ChatException(
                    ErrorCode.BROKER_UNAVAILABLE,
                    "the store is of format " + format + ", this version of Parlance reads " + StoredForm.FORMAT
                            + " alone",
                    false);
        }
    }
}

package dev.parlance.broker.store;

import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.Format;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.nio.charset.StandardCharsets;

/**
 * Who may begin on a store: who can read what lies in it, and neither fails to read what a living node says nor says what that one cannot read. The store is marked with the newest format that was ever
 * written to it. All who begin do so one after the other, each in one transaction with the lease that announces it, so that of two that cannot be together the second sees the first.
 */
final class FormatCheck {
    private FormatCheck() {}

    static void require(StoreTransaction transaction) {
        transaction.lock(Keys.FORMAT);
        requireStore(transaction);
        for (StoreTransaction.Entry each : transaction.scan(Keys.LEASES, Keys.end(Keys.LEASES), Leases.MOST, false)) {
            requireNode(transaction, each);
        }
    }

    private static void requireStore(StoreTransaction transaction) {
        byte[] kept = transaction.get(Keys.FORMAT);
        int format = kept == null ? 0 : number(kept);
        if (kept != null && !Format.isRead(format)) {
            throw refused(Format.refusal("the store", format));
        }
        if (format < Format.WRITTEN) {
            transaction.put(Keys.FORMAT, Integer.toString(Format.WRITTEN).getBytes(StandardCharsets.US_ASCII), null);
        }
    }

    private static int number(byte[] kept) {
        try {
            return Integer.parseInt(new String(kept, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            throw refused("the store does not say of which format it is");
        }
    }

    private static void requireNode(StoreTransaction transaction, StoreTransaction.Entry lease) {
        int format = FormReader.formatOf(lease.value());
        // one that ended long ago bothers nobody, if it can be read that it did
        if (!Format.isNeighbour(format)
                && !(Format.isRead(format) && Lease.read(lease.value()).isOver(transaction.now()))) {
            String node = lease.key().substring(Keys.LEASES.length());
            throw refused("node " + node + " is of format " + format + ", this version of Parlance writes "
                    + Format.WRITTEN + ", and only neighbouring formats run side by side");
        }
    }

    private static ChatException refused(String reason) {
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, reason, false);
    }
}

package dev.parlance.broker.store;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import java.time.Instant;

/**
 * That a node lives, as it says itself, in the format of its version.
 *
 * @param fenced whether it was taken for dead
 * @param heardOf when it said so last
 */
record Lease(boolean fenced, Instant heardOf) {
    private static final int KIND = 25;

    static Lease read(byte[] bytes) {
        return FormReader.read(bytes, "a node's lease", form -> {
            form.expect("lease", KIND);
            return new Lease(form.flag(), form.instant());
        });
    }

    byte[] toBytes() {
        return FormWriter.of(KIND).flag(fenced).instant(heardOf).toBytes();
    }

    boolean isOver(Instant now) {
        return fenced || !now.isBefore(heardOf.plus(ChatBroker.LEASE));
    }
}

package dev.parlance.broker.store;

import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.model.Position;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Names the epochs: all rooms that were not used yet share one, so that reading them leaves nothing behind. It is another in each generation of the store, and thus one that no room has had before.
 */
final class Epochs {
    private static final int KIND = 26;
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 10;

    private final RandomGenerator random;

    Epochs(RandomGenerator random) {
        this.random = random;
    }

    /** The epoch in which rooms begin. Whoever saw an unused room in the generation before is at its beginning still. */
    LogLife first(StoreTransaction transaction) {
        LogLife kept = read(transaction);
        if (kept == null || !kept.isOf(transaction)) {
            transaction.lock(Keys.EPOCH);
            kept = read(transaction);
        }
        if (kept == null) {
            return write(transaction, null);
        }
        return kept.isOf(transaction) ? kept : write(transaction, new Position(kept.epoch(), 0));
    }

    /** Another epoch for all rooms that begin from now on. */
    LogLife anew(StoreTransaction transaction) {
        transaction.lock(Keys.EPOCH);
        return write(transaction, null);
    }

    private static @Nullable LogLife read(StoreTransaction transaction) {
        byte[] kept = transaction.get(Keys.EPOCH);
        return kept == null
                ? null
                : FormReader.read(kept, "the epoch of unused rooms", form -> {
                    form.expect("epoch", KIND);
                    return LogLife.read(form);
                });
    }

    private LogLife write(StoreTransaction transaction, @Nullable Position former) {
        StringBuilder epoch = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            epoch.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        LogLife life = new LogLife(epoch.toString(), transaction.generation(), former);
        transaction.put(Keys.EPOCH, life.write(FormWriter.of(KIND)).toBytes(), null);
        return life;
    }
}

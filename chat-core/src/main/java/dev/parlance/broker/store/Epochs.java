package dev.parlance.broker.store;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Names the epochs: all rooms that were not used yet share one, so that reading them leaves nothing behind. */
final class Epochs {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 10;

    private final RandomGenerator random;

    Epochs(RandomGenerator random) {
        this.random = random;
    }

    /** The epoch in which rooms begin. */
    String first(StoreTransaction transaction) {
        byte[] kept = transaction.get(Keys.EPOCH);
        if (kept == null) {
            transaction.lock(Keys.EPOCH);
            kept = transaction.get(Keys.EPOCH);
        }
        return kept == null ? write(transaction) : new String(kept, StandardCharsets.US_ASCII);
    }

    /** Another epoch for all rooms that begin from now on. */
    String anew(StoreTransaction transaction) {
        transaction.lock(Keys.EPOCH);
        return write(transaction);
    }

    private String write(StoreTransaction transaction) {
        StringBuilder epoch = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            epoch.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        transaction.put(Keys.EPOCH, epoch.toString().getBytes(StandardCharsets.US_ASCII), null);
        return epoch.toString();
    }
}

package dev.parlance.broker.store;

import dev.parlance.broker.KeptValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Small values under their keys, each call a transaction. Blocks; for use by any thread. */
final class StoredValues {
    private final Transactions store;

    StoredValues(Transactions store) {
        this.store = store;
    }

    String put(String key, String value, Duration timeToLive) {
        KeptValues.requireKey(key);
        KeptValues.requireValue(value);
        return store.harmless(transaction -> {
            transaction.put(
                    Keys.kept(key),
                    value.getBytes(StandardCharsets.UTF_8),
                    transaction.now().plus(timeToLive));
            return key;
        });
    }

    Optional<String> get(String key) {
        KeptValues.requireKey(key);
        return store.harmless(transaction -> text(transaction.get(Keys.kept(key))));
    }

    Optional<String> take(String key) {
        KeptValues.requireKey(key);
        return store.harmful(transaction -> {
            transaction.lock(Keys.kept(key));
            Optional<String> value = text(transaction.get(Keys.kept(key)));
            transaction.delete(Keys.kept(key));
            return value;
        });
    }

    private static Optional<String> text(byte @Nullable [] value) {
        return value == null ? Optional.empty() : Optional.of(new String(value, StandardCharsets.UTF_8));
    }
}

package dev.parlance.policy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the nodes share, on one of them and for ever. */
final class HeldValues implements SharedValues {
    final Map<String, String> all = new HashMap<>();

    @Override
    public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
        all.put(key, value);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Optional<String>> take(String key) {
        return CompletableFuture.completedFuture(Optional.ofNullable(all.remove(key)));
    }
}

package dev.parlance.tck.model;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the small keyed state must hold. */
final class StateModel {
    private record Kept(String value, Duration until) {}

    private final Map<String, Kept> values = new HashMap<>();

    void put(String key, String value, Duration until) {
        values.put(key, new Kept(value, until));
    }

    Optional<String> get(String key, Duration now) {
        return Optional.ofNullable(values.get(key))
                .filter(kept -> kept.until().compareTo(now) > 0)
                .map(Kept::value);
    }

    Optional<String> take(String key, Duration now) {
        Optional<String> value = get(key, now);
        values.remove(key);
        return value;
    }
}

package dev.parlance.policy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Small values that the nodes of a service share for a time, as far as a policy needs them: {@code ChatEngine.nodes()}. Safe for use by many threads; failed stages carry a {@link
 * dev.parlance.model.ChatException}.
 */
public interface SharedValues {
    /** The longest value, in UTF-16 characters. */
    int MAX_VALUE_LENGTH = 16_384;

    /**
     * Keeps a value for a time.
     *
     * @param key 1 to 256 characters
     * @param value at most {@value #MAX_VALUE_LENGTH} characters
     * @param timeToLive how long
     * @return completes when kept
     */
    CompletionStage<Void> put(String key, String value, Duration timeToLive);

    /**
     * Forgets a value.
     *
     * @param key its key
     * @return the value, if there was one; of several nodes that take it at once one gets it
     */
    CompletionStage<Optional<String>> take(String key);
}

package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Small values that a node keeps for all nodes, for a time. A part of {@link ChatBroker}, whose numbered rules it is under; small enough to be wrapped alone. Nobody is told of them. Which keys and
 * values may be kept is asked here by every broker, so that none keeps what another would not give back.
 */
public interface KeptValues {
    /** The longest key of a kept value, in UTF-16 characters. */
    int MAX_KEY_LENGTH = 256;

    /** The longest kept value, in UTF-16 characters. */
    int MAX_VALUE_LENGTH = 16_384;

    /**
     * Keeps a small value for a time, seen by all nodes.
     *
     * @param key 1 to {@value #MAX_KEY_LENGTH} characters, without a lone surrogate; others fail with {@code BAD_REQUEST}
     * @param value at most {@value #MAX_VALUE_LENGTH} characters, possibly none; others fail with {@code BAD_REQUEST}
     * @param timeToLive how long
     * @return completes when kept
     */
    CompletionStage<Void> put(String key, String value, Duration timeToLive);

    /**
     * Reads a kept value.
     *
     * @param key its key
     * @return the value, if it is there and its time has not passed
     */
    CompletionStage<Optional<String>> get(String key);

    /**
     * Forgets a kept value, and says what it was; of several nodes that take one value at once one gets it.
     *
     * @param key its key
     * @return the value, if there was one
     */
    CompletionStage<Optional<String>> take(String key);

    /**
     * Checks a key.
     *
     * @param key what {@code put}, {@code get} or {@code take} was called with
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} unless it has 1 to {@value #MAX_KEY_LENGTH} characters and no lone surrogate
     */
    static void requireKey(String key) {
        if (key.isEmpty() || key.length() > MAX_KEY_LENGTH) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST,
                    "a key has 1 to " + MAX_KEY_LENGTH + " characters, this one has " + key.length());
        }
        requireWhole("a key", key);
    }

    /**
     * Checks a value.
     *
     * @param value what {@code put} was called with
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} if it has more than {@value #MAX_VALUE_LENGTH} characters, or a lone surrogate
     */
    static void requireValue(String value) {
        if (value.length() > MAX_VALUE_LENGTH) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST,
                    "a value has at most " + MAX_VALUE_LENGTH + " characters, this one has " + value.length());
        }
        requireWhole("a value", value);
    }

    private static void requireWhole(String what, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST, what + " must be well-formed text, without a lone surrogate");
        }
    }
}

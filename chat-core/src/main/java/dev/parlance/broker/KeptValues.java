package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.nio.charset.StandardCharsets;

/** Which keys and values {@link ChatBroker#put} keeps: one rule for every broker, so that none keeps what another would not give back. */
public final class KeptValues {
    private KeptValues() {}

    /**
     * Checks a key.
     *
     * @param key what {@code put}, {@code get} or {@code take} was called with
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} unless it has 1 to {@value ChatBroker#MAX_KEY_LENGTH} characters and no lone surrogate
     */
    public static void requireKey(String key) {
        if (key.isEmpty() || key.length() > ChatBroker.MAX_KEY_LENGTH) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST,
                    "a key has 1 to " + ChatBroker.MAX_KEY_LENGTH + " characters, this one has " + key.length());
        }
        requireWhole("a key", key);
    }

    /**
     * Checks a value.
     *
     * @param value what {@code put} was called with
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} if it has more than {@value ChatBroker#MAX_VALUE_LENGTH} characters, or a lone surrogate
     */
    public static void requireValue(String value) {
        if (value.length() > ChatBroker.MAX_VALUE_LENGTH) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST,
                    "a value has at most " + ChatBroker.MAX_VALUE_LENGTH + " characters, this one has "
                            + value.length());
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

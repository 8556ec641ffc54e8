package dev.parlance.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one rule for names that people see and stores index: bounded, nothing invisible that changes how other text reads. */
final class Words {
    private Words() {}

    /** Returns what is wrong with {@code value}, or null. */
    static @Nullable String fault(String what, String value, int most) {
        if (value.isEmpty()) {
            return what + " must not be empty";
        }
        if (value.length() > most) {
            return what + " must have at most " + most + " characters, this one has " + value.length();
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c) || isBidiControl(c) || c == '\u2028' || c == '\u2029') {
                return what + " must not contain control or bidirectional formatting characters (U+"
                        + String.format("%04X", (int) c) + " at index " + i + ")";
            }
        }
        return brokenFault(what, value);
    }

    /** Returns what is wrong with text that may say anything, as long as it can be encoded in UTF-8; or null. */
    static @Nullable String brokenFault(String what, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return what + " must be well-formed text (a lone surrogate at index " + i + ")";
            }
        }
        return null;
    }

    /** Throws if a message could not be encoded with {@code value} in it. */
    static void requireWhole(String what, String value) {
        String fault = brokenFault(what, value);
        if (fault != null) {
            throw new ChatException(ErrorCode.INVALID_MESSAGE, fault);
        }
    }

    /** Returns {@code value}, or throws with {@code code}. */
    static String require(String what, String value, int most, ErrorCode code) {
        String fault = fault(what, value, most);
        if (fault != null) {
            throw new ChatException(code, fault);
        }
        return value;
    }

    /** Returns a copy of {@code map}, checked against a message's bounds for metadata. */
    static Map<String, String> metadata(Map<String, String> map) {
        if (map.isEmpty()) {
            return Map.of();
        }
        if (map.size() > MessageDraft.MAX_METADATA_ENTRIES) {
            throw new ChatException(
                    ErrorCode.INVALID_MESSAGE,
                    "metadata must have at most " + MessageDraft.MAX_METADATA_ENTRIES + " entries, this one has "
                            + map.size());
        }
        map.forEach((key, value) -> {
            require("a metadata key", key, MessageDraft.MAX_METADATA_KEY, ErrorCode.INVALID_MESSAGE);
            requireWhole("the metadata value of \"" + key + "\"", value);
            if (value.length() > MessageDraft.MAX_METADATA_VALUE) {
                throw new ChatException(
                        ErrorCode.INVALID_MESSAGE,
                        "the metadata value of \"" + key + "\" must have at most " + MessageDraft.MAX_METADATA_VALUE
                                + " characters");
            }
        });
        return Map.copyOf(map);
    }

    // UAX #9, section 2: the explicit directional formatting characters and marks
    private static boolean isBidiControl(char c) {
        return c == '\u061C'
                || c == '\u200E'
                || c == '\u200F'
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069');
    }
}

package dev.parlance.model;

import org.jspecify.annotations.Nullable;

/** The one rule for names that people see and stores index: bounded, nothing invisible that changes how other text reads. */
final class TextFaults {
    private TextFaults() {}

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

    /** Returns {@code value}, or throws with {@code code}. */
    static String require(String what, String value, int most, ErrorCode code) {
        String fault = fault(what, value, most);
        if (fault != null) {
            throw new ChatException(code, fault);
        }
        return value;
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

package dev.parlance.websocket.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes of a file are wanted (RFC 9110, section 14).
 *
 * @param from the first
 * @param length how many; 0 if what was asked for is not there
 */
record ByteRange(long from, long length) {
    private static final Pattern ONE = Pattern.compile("bytes\\s*=\\s*([0-9]{0,18})-([0-9]{0,18})\\s*");

    /** Of a field {@code Range}; null if there is none, several are asked for, or it is none that can be read: then the whole is what is sent. */
    static @Nullable ByteRange of(@Nullable String field, long size) {
        Matcher range = field == null ? null : ONE.matcher(field);
        if (range == null || !range.matches()) {
            return null;
        }
        boolean hasFirst = !range.group(1).isEmpty();
        boolean hasLast = !range.group(2).isEmpty();
        if (!hasFirst && !hasLast) {
            return null;
        }
        long last = hasLast ? Long.parseLong(range.group(2)) : size - 1;
        if (!hasFirst) { // so many of the end
            long count = Math.min(last, size);
            return new ByteRange(size - count, count);
        }
        long first = Long.parseLong(range.group(1));
        if (hasLast && last < first) {
            return null;
        }
        return new ByteRange(first, Math.max(0, Math.min(last, size - 1) - first + 1));
    }

    boolean isThere() {
        return length > 0;
    }

    String contentRange(long size) {
        return isThere() ? "bytes " + from + "-" + (from + length - 1) + "/" + size : "bytes */" + size;
    }
}

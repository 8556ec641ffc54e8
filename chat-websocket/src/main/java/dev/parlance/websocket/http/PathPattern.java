package dev.parlance.websocket.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path of fixed segments and variables, {@code /api/chat/{roomId}/history}. A variable stands for one segment that is not empty; what stands there is
 * percent-decoded after the path was split, so that {@code %2F} is a character like any other.
 */
final class PathPattern {
    private final String[] segments;

    PathPattern(String pattern) {
        this.segments = pattern.split("/", -1);
    }

    /** The variables' values if the path matches, else null. A malformed value is an {@link IllegalArgumentException}. */
    @Nullable
    List<String> match(String path) {
        String[] actual = path.split("/", segments.length + 1);
        if (actual.length != segments.length) {
            return null;
        }
        List<String> raw = new ArrayList<>();
        for (int i = 0; i < segments.length; i++) {
            if (segments[i].startsWith("{")) {
                if (actual[i].isEmpty()) {
                    return null;
                }
                raw.add(actual[i]);
            } else if (!segments[i].equals(actual[i])) {
                return null;
            }
        }
        List<String> decoded = new ArrayList<>(raw.size());
        for (String value : raw) {
            decoded.add(decode(value));
        }
        return decoded;
    }

    // HttpCore's PercentCodec lets malformed input pass
    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                boolean complete = i + 2 < text.length();
                int high = complete ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = complete ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException("the path has a % without two hexadecimal digits");
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else {
                bytes.put((byte) c);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the path is not UTF-8 when percent-decoded", e);
        }
    }
}

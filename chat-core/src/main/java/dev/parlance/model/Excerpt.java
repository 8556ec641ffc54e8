package dev.parlance.model;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Text for logs and failures: on one line, bounded, and different for texts that differ. */
final class Excerpt {
    private static final int MOST = 60;

    private Excerpt() {}

    /** Returns {@code text} in quotes; of a long one the beginning, its length and a checksum. */
    static String of(String text) {
        StringBuilder line = new StringBuilder(MOST + 24).append('"');
        for (int i = 0; i < Math.min(MOST, text.length()); i++) {
            append(line, text.charAt(i));
        }
        line.append('"');
        if (text.length() > MOST) {
            CRC32 sum = new CRC32();
            sum.update(text.getBytes(StandardCharsets.UTF_8));
            line.append("... (").append(text.length()).append(" characters, ");
            line.append(Long.toHexString(sum.getValue())).append(')');
        }
        return line.toString();
    }

    private static void append(StringBuilder line, char c) {
        if (c == '"' || c == '\\') {
            line.append('\\').append(c);
        } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
            line.append(String.format("\\u%04x", (int) c));
        } else {
            line.append(c);
        }
    }
}

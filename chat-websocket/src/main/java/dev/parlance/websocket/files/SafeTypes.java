package dev.parlance.websocket.files;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** How a browser is told to show a file, or not to: what might run in a page of the chat's own origin is only ever saved. */
final class SafeTypes {
    private static final Set<String> SHOWN = Set.of(
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "image/avif",
            "image/bmp",
            "audio/mpeg",
            "audio/ogg",
            "audio/opus",
            "audio/wav",
            "audio/vnd.wave",
            "audio/webm",
            "audio/mp4",
            "audio/aac",
            "audio/flac",
            "video/mp4",
            "video/webm",
            "video/ogg",
            "video/quicktime",
            "text/plain");
    private static final String SAVED = "application/octet-stream";
    private static final String SIGNS = "!#$&+-.^_`|~"; // RFC 8187, section 3.2.1

    private SafeTypes() {}

    /** As what it is sent: a type that is only saved is not told either, so that nothing can be made of it. */
    static String contentType(String type) {
        if (!SHOWN.contains(type)) {
            return SAVED;
        }
        return type.equals("text/plain") ? "text/plain; charset=utf-8" : type;
    }

    /** Whether it is shown or saved, and under which name (RFC 6266). */
    static String disposition(String type, String name) {
        StringBuilder value = new StringBuilder(SHOWN.contains(type) ? "inline" : "attachment").append("; filename=\"");
        name.chars()
                .forEach(c -> value.append(c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '%' ? (char) c : '_'));
        value.append("\"; filename*=UTF-8''");
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c < 0x80 && Character.isLetterOrDigit(c)) || SIGNS.indexOf(c) >= 0) {
                value.append(c);
            } else {
                value.append(String.format("%%%02X", (int) c));
            }
        }
        return value.toString();
    }
}

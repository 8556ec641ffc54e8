package dev.parlance.websocket.files;

import dev.parlance.websocket.http.FieldValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the head of a form's part.
 *
 * @param fileName what its user calls the file, as it was written; null if the part is none
 */
record PartHead(@Nullable String fileName) {
    private static final String DISPOSITION = "content-disposition:";

    /** Of lines that each end with CR LF. Fields that are not of use here are passed over. */
    static PartHead read(String lines) {
        for (String line : lines.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(DISPOSITION)) {
                return new PartHead(fileName(line.substring(DISPOSITION.length())));
            }
        }
        return new PartHead(null);
    }

    /** Of a {@code Content-Disposition}; null if it names none. The quotes of a name are written by browsers as an address does (HTML, multipart form data). */
    static @Nullable String fileName(String disposition) {
        String extended = FieldValue.extended(disposition, "filename*");
        if (extended != null) {
            return extended;
        }
        String plain = FieldValue.parameter(disposition, "filename");
        return plain == null
                ? null
                : plain.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    }

    /** Where a user has chosen none, browsers send an empty name. */
    boolean isFile() {
        return fileName != null && !fileName.isEmpty();
    }
}

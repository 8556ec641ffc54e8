package dev.parlance.websocket.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.parlance.attachment.FileFindings;
import dev.parlance.attachment.FileInspector;
import dev.parlance.attachment.UploadedContent;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Knows a few types by their first bytes, and gives every PNG one and the same smaller picture. */
final class BeginningsInspector implements FileInspector {
    static final String SMALL = "small";

    private static final int LONGEST = 8;
    private static final Map<String, String> TYPES = Map.of(
            "<html", "text/html",
            "<svg", "image/svg+xml",
            "\u0089PNG", "image/png",
            "MZ", "application/x-msdownload",
            "GIF8", "image/gif");

    @Override
    public CompletionStage<FileFindings> inspect(UploadedContent content) {
        return content.read(0, LONGEST)
                .thenCompose(reader -> reader.read().thenApply(piece -> {
                    reader.close();
                    return findings(piece.map(bytes -> ISO_8859_1.decode(bytes).toString())
                            .orElse(""));
                }));
    }

    private static FileFindings findings(String beginning) {
        String type = TYPES.entrySet().stream()
                .filter(each -> beginning.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("text/plain");
        FileFindings findings = FileFindings.of(type);
        return type.equals("image/png")
                ? findings.picture(640, 480).thumbnail(ByteBuffer.wrap(SMALL.getBytes(ISO_8859_1)))
                : findings;
    }
}

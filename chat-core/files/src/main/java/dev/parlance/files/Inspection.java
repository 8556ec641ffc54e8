package dev.parlance.files;

import dev.parlance.attachment.FileFindings;
import dev.parlance.attachment.UploadedContent;
import dev.parlance.model.Attachment;
import dev.parlance.model.ChatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file is looked at; on a thread that may wait. */
record Inspection(UploadedContent content, PictureRules rules) {
    private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);
    /** As much as Tika's longest pattern reaches. */
    private static final int BEGINNING = 64 * 1024;

    private static final String UNKNOWN = "application/octet-stream";

    FileFindings findings() throws IOException {
        String type = type();
        FileFindings findings = FileFindings.of(type);
        if (!type.startsWith("image/")) {
            return findings;
        }
        try (PictureStream stream = new PictureStream(content)) {
            return Picture.of(type, stream)
                    .map(picture -> picture.addTo(findings, rules))
                    .orElse(findings);
        } catch (ChatException refusal) {
            throw refusal;
        } catch (IOException | RuntimeException e) { // whatever a decoder falls over is the file's fault
            LOG.debug("a picture cannot be decoded: {}", e.toString());
            return findings;
        }
    }

    private String type() throws IOException {
        try (PictureStream stream = new PictureStream(content)) {
            byte[] beginning = new byte[BEGINNING];
            int length = 0;
            int count = 0;
            while (count >= 0 && length < BEGINNING) {
                length += count;
                count = length == BEGINNING ? -1 : stream.read(beginning, length, BEGINNING - length);
            }
            String type = MimeTypes.getDefaultMimeTypes()
                    .detect(new ByteArrayInputStream(beginning, 0, length), new Metadata())
                    .getBaseType()
                    .toString();
            return Attachment.isType(type) ? type : UNKNOWN;
        }
    }

    /** For the store. */
    static ByteBuffer shared(byte[] bytes) {
        return ByteBuffer.wrap(bytes);
    }
}

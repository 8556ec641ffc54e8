package dev.parlance.files;

import dev.parlance.attachment.FileFindings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** A picture that can be decoded. For one thread. */
final class Picture {
    private final ImageReader decoder;
    private final int width;
    private final int height;
    private final Orientation orientation;

    private Picture(ImageReader decoder, Orientation orientation) throws IOException {
        this.decoder = decoder;
        this.width = decoder.getWidth(0);
        this.height = decoder.getHeight(0);
        this.orientation = orientation;
    }

    /** Reads the head; empty if there is no decoder for the type. */
    static Optional<Picture> of(String type, ImageInputStream stream) throws IOException {
        Iterator<ImageReader> decoders = ImageIO.getImageReadersByMIMEType(type);
        if (!decoders.hasNext()) {
            return Optional.empty();
        }
        Orientation orientation = type.equals("image/jpeg") ? Orientation.of(stream) : Orientation.UPRIGHT;
        stream.seek(0);
        ImageReader decoder = decoders.next();
        decoder.setInput(
                stream, false,
                true); // what is noted beside the picture may be compressed without end, and is of no use
        return Optional.of(new Picture(decoder, orientation));
    }

    /** Adds what is to be said of it; refuses it if it is too large. */
    FileFindings addTo(FileFindings findings, PictureRules rules) {
        try {
            rules.require(width, height);
            boolean turned = orientation.swapsSides();
            FileFindings sized = findings.picture(turned ? height : width, turned ? width : height);
            return rules.isSmall(width, height)
                    ? sized
                    : Thumbnail.of(decoder, width, height, orientation, rules)
                            .map(bytes -> sized.thumbnail(Inspection.shared(bytes)))
                            .orElse(sized);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            decoder.dispose();
        }
    }
}

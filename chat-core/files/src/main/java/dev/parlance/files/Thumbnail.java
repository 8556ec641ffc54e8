package dev.parlance.files;

import dev.parlance.attachment.AttachmentStore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a smaller picture, in JPEG and upright, of which nothing but its points comes from the large one. On one thread. */
final class Thumbnail {
    private static final Logger LOG = LoggerFactory.getLogger(Thumbnail.class);

    private Thumbnail() {}

    /** Empty if it cannot be made, or not in time. */
    static Optional<byte[]> of(ImageReader decoder, int width, int height, Orientation orientation, PictureRules rules)
            throws IOException {
        try {
            BufferedImage rough = rough(decoder, Math.max(width, height), rules);
            if (rough == null) {
                return Optional.empty();
            }
            double scale = Math.min(1.0, (double) rules.side() / Math.max(rough.getWidth(), rough.getHeight()));
            BufferedImage upright = upright(rough, scale, orientation);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            boolean written = ImageIO.write(upright, "jpeg", ImageIO.createImageOutputStream(bytes));
            return written && bytes.size() > 0 && bytes.size() <= AttachmentStore.MAX_THUMBNAIL
                    ? Optional.of(bytes.toByteArray())
                    : Optional.empty();
        } catch (IOException | RuntimeException e) { // whatever a decoder falls over
            LOG.debug("no smaller picture can be made: {}", e.toString());
            return Optional.empty();
        }
    }

    /** Of every so many points one, so that a large picture takes no more memory than a small one; null if time ran out. */
    private static @Nullable BufferedImage rough(ImageReader decoder, int longer, PictureRules rules)
            throws IOException {
        int step = Math.max(1, longer / (2 * rules.side()));
        ImageReadParam param = decoder.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        TimeLimit limit = new TimeLimit(System.nanoTime() + rules.time().toNanos());
        decoder.addIIOReadProgressListener(limit);
        BufferedImage read = decoder.read(0, param);
        return limit.isOver() ? null : read;
    }

    private static BufferedImage upright(BufferedImage rough, double scale, Orientation orientation) {
        int width = Math.max(1, (int) Math.round(rough.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(rough.getHeight() * scale));
        boolean turned = orientation.swapsSides();
        BufferedImage target =
                new BufferedImage(turned ? height : width, turned ? width : height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = target.createGraphics();
        try {
            graphics.setColor(Color.WHITE); // behind what is transparent
            graphics.fillRect(0, 0, target.getWidth(), target.getHeight());
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            AffineTransform placed = orientation.transform(width, height);
            placed.scale((double) width / rough.getWidth(), (double) height / rough.getHeight());
            graphics.drawImage(rough, placed, null);
        } finally {
            graphics.dispose();
        }
        return target;
    }
}

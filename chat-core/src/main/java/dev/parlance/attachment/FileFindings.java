package dev.parlance.attachment;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was found in the content of an upload, by whoever looked at its bytes: what its client says of it counts for nothing. Immutable. */
public final class FileFindings {
    private final String type;
    private final int width;
    private final int height;
    private final @Nullable ByteBuffer thumbnail;

    private FileFindings(String type, int width, int height, @Nullable ByteBuffer thumbnail) {
        this.type = type;
        this.width = width;
        this.height = height;
        this.thumbnail = thumbnail;
    }

    /**
     * Says what it is.
     *
     * @param type its media type as its bytes say, {@code application/octet-stream} if they say nothing
     * @return the findings
     */
    public static FileFindings of(String type) {
        return new FileFindings(type, 0, 0, null);
    }

    /**
     * Says how large the picture is.
     *
     * @param wide in pixels, as it is to be shown
     * @param high likewise
     * @return these findings and that
     */
    public FileFindings picture(int wide, int high) {
        return new FileFindings(type, wide, high, thumbnail);
    }

    /**
     * Brings a smaller picture.
     *
     * @param bytes from its position to its limit, at most {@value AttachmentStore#MAX_THUMBNAIL}; copied
     * @return these findings and that
     */
    public FileFindings thumbnail(ByteBuffer bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
        copy.put(bytes.duplicate()).flip();
        return new FileFindings(type, width, height, copy.asReadOnlyBuffer());
    }

    /** {@return its media type} */
    public String type() {
        return type;
    }

    /** {@return how wide it is; 0 if that is not known} */
    public int width() {
        return width;
    }

    /** {@return how high it is; 0 if that is not known} */
    public int height() {
        return height;
    }

    /** {@return the smaller picture, if there is one} */
    public Optional<ByteBuffer> thumbnail() {
        return Optional.ofNullable(thumbnail).map(ByteBuffer::duplicate);
    }

    @Override
    public String toString() {
        return "FileFindings[" + type + " " + width + "x" + height + (thumbnail == null ? "" : " with a thumbnail")
                + "]";
    }
}

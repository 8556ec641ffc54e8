package dev.parlance.model;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A file as messages name it: what it is called and what it is, never its content. Immutable; it will grow. Its name can be shown and saved under as it is: it has no path, no control or
 * formatting characters, and is not empty, whatever a stranger called it.
 */
public final class Attachment {
    /** The longest name, in UTF-16 characters; longer ones are cut before their extension. */
    public static final int MAX_NAME = 255;
    /** The longest type, in characters. */
    public static final int MAX_TYPE = 127;
    /** The widest and highest picture, in pixels. */
    public static final int MAX_PIXELS = 1_000_000;

    private static final String TOKEN = "[a-z0-9][a-z0-9!#$&^_.+-]*"; // RFC 6838, section 4.2, in lower case

    private final FileId fileId;
    private final String name;
    private final String type;
    private final long size;
    private final int width;
    private final int height;
    private final boolean thumbnail;

    private Attachment(Builder builder) {
        this.fileId = builder.fileId;
        this.name = builder.name;
        this.type = builder.type;
        this.size = builder.size;
        this.width = builder.width;
        this.height = builder.height;
        this.thumbnail = builder.thumbnail;
    }

    /**
     * Starts an attachment.
     *
     * @param fileId which file
     * @param name what its user calls it, whatever that is: a path is cut to its last part, and so on
     * @param type its media type, as its content says: {@code type/subtype} without parameters
     * @param size in bytes, 0 or more
     * @return a builder, for one thread
     */
    public static Builder builder(FileId fileId, String name, String type, long size) {
        return new Builder(fileId, name, type, size);
    }

    /**
     * What becomes of the name that a stranger gives a file.
     *
     * @param given any text
     * @return a name as an attachment has it, of 1 to {@value #MAX_NAME} characters
     */
    public static String shownName(String given) {
        return FileNames.shown(given, MAX_NAME);
    }

    /**
     * Whether a text is a media type as an attachment has it.
     *
     * @param type any text
     * @return whether it is {@code type/subtype}, in lower case, without parameters, of at most {@value #MAX_TYPE} characters
     */
    public static boolean isType(String type) {
        return type.length() <= MAX_TYPE && type.matches(TOKEN + "/" + TOKEN);
    }

    /** {@return which file it is} */
    public FileId fileId() {
        return fileId;
    }

    /** {@return what it is called: 1 to {@value #MAX_NAME} characters} */
    public String name() {
        return name;
    }

    /** {@return its media type, as its content says: {@code type/subtype}, in lower case} */
    public String type() {
        return type;
    }

    /** {@return how many bytes it has} */
    public long size() {
        return size;
    }

    /** {@return how wide it is in pixels, if it is a picture of which that is known} */
    public OptionalInt width() {
        return width == 0 ? OptionalInt.empty() : OptionalInt.of(width);
    }

    /** {@return how high it is in pixels, if it is a picture of which that is known} */
    public OptionalInt height() {
        return height == 0 ? OptionalInt.empty() : OptionalInt.of(height);
    }

    /** {@return whether there is a smaller picture of it beside it} */
    public boolean hasThumbnail() {
        return thumbnail;
    }

    /**
     * Where clients fetch it, if the host serves files as this project's server does.
     *
     * @param roomId the room of the message
     * @return a path, {@code /api/chat/ROOM/files/FILE}, with the room's id as an address writes it
     */
    public String path(RoomId roomId) {
        String room = URLEncoder.encode(roomId.value(), StandardCharsets.UTF_8).replace("+", "%20");
        return "/api/chat/" + room + "/files/" + fileId;
    }

    /**
     * Starts from this attachment.
     *
     * @return a builder that holds all of this
     */
    public Builder toBuilder() {
        return new Builder(fileId, name, type, size).picture(width, height).thumbnail(thumbnail);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attachment that
                && fileId.equals(that.fileId)
                && name.equals(that.name)
                && type.equals(that.type)
                && size == that.size
                && width == that.width
                && height == that.height
                && thumbnail == that.thumbnail;
    }

    @Override
    public int hashCode() {
        return Objects.hash(fileId, name, type, size, width, height, thumbnail);
    }

    @Override
    public String toString() {
        String picture = width == 0 ? "" : " " + width + "x" + height;
        return "Attachment[" + fileId + " " + Excerpt.of(name) + " " + type + " " + size + picture
                + (thumbnail ? " with a thumbnail" : "") + "]";
    }

    /** Collects an {@link Attachment}; not safe for use by several threads. */
    public static final class Builder {
        private final FileId fileId;
        private final String name;
        private final String type;
        private final long size;
        private int width;
        private int height;
        private boolean thumbnail;

        private Builder(FileId fileId, String name, String type, long size) {
            this.fileId = fileId;
            this.name = shownName(name);
            this.type = type;
            this.size = size;
        }

        /**
         * Says how large the picture is.
         *
         * @param wide in pixels, 1 to {@value Attachment#MAX_PIXELS}; both 0 if it is none, or that is not known
         * @param high likewise
         * @return this
         */
        public Builder picture(int wide, int high) {
            this.width = wide;
            this.height = high;
            return this;
        }

        /**
         * Says whether there is a smaller picture beside it.
         *
         * @param value default false
         * @return this
         */
        public Builder thumbnail(boolean value) {
            this.thumbnail = value;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the attachment
         * @throws ChatException {@link ErrorCode#INVALID_MESSAGE}, naming every fault, for a type that is none, or a size that cannot be
         */
        public Attachment build() {
            List<String> faults = new ArrayList<>();
            if (!isType(type)) {
                faults.add("a file's type must be type/subtype in lower case");
            }
            if (size < 0) {
                faults.add("a file's size must be 0 or more");
            }
            boolean isPicture = width > 0 && height > 0 && width <= MAX_PIXELS && height <= MAX_PIXELS;
            if (!isPicture && (width != 0 || height != 0)) {
                faults.add("a picture has 1 to " + MAX_PIXELS + " pixels each way");
            }
            if (!faults.isEmpty()) {
                throw new ChatException(ErrorCode.INVALID_MESSAGE, String.join("; ", faults));
            }
            return new Attachment(this);
        }
    }
}

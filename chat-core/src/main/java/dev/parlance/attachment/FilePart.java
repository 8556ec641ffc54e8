package dev.parlance.attachment;

/** What of a file is read. */
public enum FilePart {
    /** The file itself. */
    CONTENT,
    /** The smaller picture beside it. */
    THUMBNAIL
}

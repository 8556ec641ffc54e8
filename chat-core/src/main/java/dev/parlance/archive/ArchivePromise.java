package dev.parlance.archive;

/** What it means that a message was placed. */
public enum ArchivePromise {
    /**
     * The log has it; the archive gets it soon after, at least once, whatever fails meanwhile but the loss of the log itself. It costs the publisher nothing. While the archive cannot be reached some
     * ten thousand events a room wait for it.
     */
    WRITE_BEHIND,

    /** The archive has it, too. A post, and a change of one, takes as long as a write there, and while the archive cannot be reached fails with {@code BROKER_UNAVAILABLE}, retryable. Members may hear it before. */
    ARCHIVED_FIRST
}

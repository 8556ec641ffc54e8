package dev.parlance.tck;

import dev.parlance.attachment.AttachmentStore;

/** A place for files, for one test: what a store keeps, apart from the nodes that use it. */
public interface AttachmentStorage extends AutoCloseable {
    /**
     * Makes one more node's store over this place; the kit starts and stops it.
     *
     * @return a store that was not started
     */
    AttachmentStore newNode();

    /** Takes away what was kept. */
    @Override
    default void close() {}
}

package dev.parlance;

import dev.parlance.attachment.AttachmentReader;
import dev.parlance.attachment.AttachmentStore;
import dev.parlance.attachment.FilePart;
import dev.parlance.attachment.StoredFile;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Failures;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.concurrent.CompletionStage;

/** A file that somebody may read, as {@link ChatFiles#open} has found out just now: to be read now, not kept for later. Safe for use by many threads. */
public final class FileDownload {
    private final EngineContext context;
    private final AttachmentStore store;
    private final StoredFile facts;

    FileDownload(EngineContext context, AttachmentStore store, StoredFile facts) {
        this.context = context;
        this.store = store;
        this.facts = facts;
    }

    /** {@return what is known of it} */
    public StoredFile facts() {
        return facts;
    }

    /**
     * Reads some of it. Of what has begun nobody is asked again.
     *
     * @param part the file itself or its thumbnail
     * @param from the first byte, from 0
     * @param length how many at the most; {@link Long#MAX_VALUE} for all that follow
     * @return what gives them, to be closed by whoever gets it; failed with a {@link ChatException}: {@link ErrorCode#FILE_NOT_FOUND} if it has gone since, or has no thumbnail
     */
    public CompletionStage<AttachmentReader> read(FilePart part, long from, long length) {
        if (from < 0 || length < 0) {
            throw new IllegalArgumentException("a range is 0 or more, not " + from + " and " + length);
        }
        return Failures.told(
                "reading a file",
                () -> Deadline.within(context, store.read(facts.id(), part, from, length))
                        .thenApply(found -> found.orElseThrow(ChatFiles::gone)));
    }
}

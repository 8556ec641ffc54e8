package dev.parlance.attachment;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * A file on its way into an {@link AttachmentStore}: written, sealed, looked at, committed. One step at a time: the next one comes when the stage of the one before has completed, from any thread; only {@link
 * #abort} may come at any time. A step that fails ends the upload: abort it.
 */
public interface AttachmentUpload {
    /**
     * Writes what follows. The stage is what holds the writer back: no store takes more than it can put away.
     *
     * @param bytes from its position to its limit, the store's until the stage completes; what position it has then is not said
     * @return completes when more may come
     */
    CompletionStage<Void> write(ByteBuffer bytes);

    /**
     * Ends writing. From then on it can be {@linkplain #read read}, by this upload alone.
     *
     * @return completes with its size in bytes, when all is put away
     */
    CompletionStage<Long> seal();

    /**
     * Reads what was written, once it is sealed.
     *
     * @param from the first byte, from 0
     * @param length how many at the most
     * @return what gives them, to be closed before the upload is committed or aborted
     */
    CompletionStage<AttachmentReader> read(long from, long length);

    /**
     * Puts a smaller picture beside it, once it is sealed, at most once.
     *
     * @param bytes at most {@value AttachmentStore#MAX_THUMBNAIL}, from its position to its limit
     * @return completes when it is put away
     */
    CompletionStage<Void> thumbnail(ByteBuffer bytes);

    /**
     * Makes it visible to all, with what is known of it, once it is sealed. It is there for good when the stage completes: a power failure does not take it away.
     *
     * @param facts of its id and size
     * @return completes when it is there; fails if there is a file of that id already
     */
    CompletionStage<Void> commit(StoredFile facts);

    /**
     * Gives it up, at any time; what was committed stays. Idempotent.
     *
     * @return completes when nothing is left of it
     */
    CompletionStage<Void> abort();
}

package dev.parlance.attachment;

import java.util.concurrent.CompletionStage;

/** What is in a file that nobody sees yet, for those who decide about it. */
@FunctionalInterface
public interface UploadedContent {
    /**
     * Reads some of it.
     *
     * @param from the first byte, from 0
     * @param length how many at the most; {@link Long#MAX_VALUE} for all that follow
     * @return what gives them, to be closed by whoever gets it, before it has decided
     */
    CompletionStage<AttachmentReader> read(long from, long length);
}

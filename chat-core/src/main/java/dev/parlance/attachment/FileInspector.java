package dev.parlance.attachment;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds out what a file is, by its bytes, before anybody sees it; for whoever takes uploads. */
@FunctionalInterface
public interface FileInspector {
    /** Looks at nothing: every file is {@code application/octet-stream}, which browsers save and do not show. */
    FileInspector NONE = content -> CompletableFuture.completedFuture(FileFindings.of("application/octet-stream"));

    /**
     * Looks at one file. Several are looked at at once.
     *
     * @param content what is in it, to be read in buffers; not after the findings are there
     * @return what it is; failed with a {@link dev.parlance.model.ChatException} to refuse it
     */
    CompletionStage<FileFindings> inspect(UploadedContent content);
}

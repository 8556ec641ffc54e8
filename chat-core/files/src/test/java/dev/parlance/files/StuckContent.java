package dev.parlance.files;

import dev.parlance.attachment.AttachmentReader;
import dev.parlance.attachment.UploadedContent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An upload that cannot be read until a test lets it. */
final class StuckContent implements UploadedContent {
    private final CompletableFuture<AttachmentReader> reader = new CompletableFuture<>();

    @Override
    public CompletionStage<AttachmentReader> read(long from, long length) {
        return reader;
    }

    void letGo() {
        reader.completeExceptionally(new IllegalStateException("there is nothing to be read"));
    }
}

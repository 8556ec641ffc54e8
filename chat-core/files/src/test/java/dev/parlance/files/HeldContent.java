package dev.parlance.files;

import dev.parlance.attachment.AttachmentReader;
import dev.parlance.attachment.UploadedContent;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** An upload in memory, which counts who has opened it and not closed it. */
final class HeldContent implements UploadedContent {
    private static final int PIECE = 1_000;

    private final byte[] bytes;
    final AtomicInteger open = new AtomicInteger();

    HeldContent(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public CompletionStage<AttachmentReader> read(long from, long length) {
        int start = (int) Math.min(from, bytes.length);
        int end = start + (int) Math.min(length, bytes.length - start);
        open.incrementAndGet();
        return CompletableFuture.completedFuture(new Reader(ByteBuffer.wrap(bytes, start, end - start)));
    }

    private final class Reader implements AttachmentReader {
        private final ByteBuffer rest;
        private boolean closed;

        Reader(ByteBuffer rest) {
            this.rest = rest;
        }

        @Override
        public long length() {
            return rest.remaining();
        }

        @Override
        public CompletionStage<Optional<ByteBuffer>> read() {
            if (!rest.hasRemaining()) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            ByteBuffer piece = rest.slice(rest.position(), Math.min(PIECE, rest.remaining()));
            rest.position(rest.position() + piece.remaining());
            return CompletableFuture.completedFuture(Optional.of(piece.asReadOnlyBuffer()));
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }
}

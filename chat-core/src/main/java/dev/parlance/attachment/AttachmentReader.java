package dev.parlance.attachment;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Gives the bytes of a file one buffer after the other, as fast as they are asked for: one question at a time, from any thread. */
public interface AttachmentReader extends AutoCloseable {
    /** {@return how many bytes it gives in all} */
    long length();

    /**
     * Reads on.
     *
     * @return the next bytes, at least one, at most 64 KB, the caller's until it asks again; empty at the end
     */
    CompletionStage<Optional<ByteBuffer>> read();

    /** Releases what it holds. Idempotent, at any time; a question that is open may fail. */
    @Override
    void close();
}

package dev.parlance.files;

import dev.parlance.attachment.AttachmentReader;
import dev.parlance.attachment.UploadedContent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.stream.ImageInputStreamImpl;
import org.jspecify.annotations.Nullable;

/** An upload as a stream in which decoders go to and fro: no more than a buffer of it is in memory. For one thread, which waits for the store. */
final class PictureStream extends ImageInputStreamImpl {
    private static final int SECONDS = 10;

    private final UploadedContent content;
    private @Nullable AttachmentReader reader;
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    /** Where in the file the buffer begins. */
    private long start;

    PictureStream(UploadedContent content) {
        this.content = content;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (!find()) {
            return -1;
        }
        int at = (int) (streamPos - start);
        int count = Math.min(length, buffer.limit() - at);
        buffer.get(at, target, from, count);
        streamPos += count;
        return count;
    }

    /** Makes the buffer hold the present position; false behind the end. */
    private boolean find() throws IOException {
        if (streamPos < start || streamPos > start + buffer.limit() || reader == null) {
            closeReader();
            reader = await(content.read(streamPos, Long.MAX_VALUE));
            start = streamPos;
            buffer = ByteBuffer.allocate(0);
        }
        if (streamPos < start + buffer.limit()) {
            return true;
        }
        start += buffer.limit();
        ByteBuffer next = await(reader.read()).orElse(null);
        buffer = next == null ? ByteBuffer.allocate(0) : next.slice();
        return next != null;
    }

    private static <T> T await(CompletionStage<T> stage) throws IOException {
        try {
            return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an upload was read");
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("an upload cannot be read", e);
        }
    }

    @Override
    public void close() throws IOException {
        closeReader();
        super.close();
    }

    private void closeReader() {
        AttachmentReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}

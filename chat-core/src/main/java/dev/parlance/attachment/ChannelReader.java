package dev.parlance.attachment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A range of a file, in buffers that are filled by the threads of its store. One question at a time, from any thread. */
final class ChannelReader implements AttachmentReader {
    private static final int BUFFER = 65_536;

    private final FileChannel file;
    private final StoreThreads threads;
    private final long length;
    private final ByteBuffer buffer;
    private long at;
    private long rest;

    private ChannelReader(FileChannel file, StoreThreads threads, long from, long length) {
        this.file = file;
        this.threads = threads;
        this.length = length;
        this.at = from;
        this.rest = length;
        this.buffer = ByteBuffer.allocate((int) Math.min(BUFFER, length));
    }

    static ChannelReader open(Path path, StoreThreads threads, long from, long length) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            long there = Math.max(0, file.size() - from);
            return new ChannelReader(file, threads, from, Math.max(0, Math.min(there, length)));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public CompletionStage<Optional<ByteBuffer>> read() {
        return threads.call(this::next);
    }

    private Optional<ByteBuffer> next() throws IOException {
        if (rest == 0) {
            return Optional.empty();
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), rest));
        int count = file.read(buffer, at);
        if (count <= 0) {
            throw new IOException("a file has become shorter than it was");
        }
        at += count;
        rest -= count;
        return Optional.of(buffer.flip().asReadOnlyBuffer());
    }

    @Override
    public void close() {
        threads.close(file);
    }
}

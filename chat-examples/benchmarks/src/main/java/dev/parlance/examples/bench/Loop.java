package dev.parlance.examples.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One selector, one clock, and the buffers that all its connections share. */
final class Loop implements AutoCloseable {
    private static final long SLICE_MILLIS = 20;
    private static final int MIN_KEEP = 512;
    private static final int MAX_IDLE_KEEP = 4_096;

    final Selector selector;
    final Outgoing out = new Outgoing();
    final Frame frame = new Frame();
    /** When the current read began, see {@link #clock}. */
    long now;

    long bytesIn;
    byte[] in = new byte[256 * 1024];
    private ByteBuffer view = ByteBuffer.wrap(in);
    private final long origin = System.nanoTime();
    private final Consumer<SelectionKey> handler = Loop::ready;

    Loop() {
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nanoseconds since this loop was made, so that stamps are short. */
    long clock() {
        now = System.nanoTime() - origin;
        return now;
    }

    /** Runs until the clock shows {@code end} or {@code done} says so; {@code step} runs once a turn. */
    void runUntil(long end, BooleanSupplier done, Runnable step) {
        while (clock() < end && !done.getAsBoolean()) {
            step.run();
            try {
                selector.select(handler, Math.min(SLICE_MILLIS, Math.max(1, (end - clock()) / 1_000_000)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void ready(SelectionKey key) {
        ((Connection) key.attachment()).ready();
    }

    long after(Duration duration) {
        return clock() + duration.toNanos();
    }

    /** The free part of the buffer behind {@code kept} bytes, which are put back in front of it. */
    ByteBuffer behind(byte[] kept, int length) {
        if (in.length - length < in.length / 4) { // one frame nearly fills it
            in = new byte[in.length * 2];
            view = ByteBuffer.wrap(in);
        }
        System.arraycopy(kept, 0, in, 0, length);
        return view.limit(in.length).position(length);
    }

    /** Keeps the beginning of a frame until the rest comes; a small array is used again, a large one given up when it is empty. */
    byte[] keep(byte[] kept, int from, int to) {
        if (from == to) {
            return kept.length > MAX_IDLE_KEEP ? new byte[0] : kept;
        }
        if (kept.length < to - from) {
            return Arrays.copyOfRange(in, from, Math.max(to, Math.min(in.length, from + MIN_KEEP)));
        }
        System.arraycopy(in, from, kept, 0, to - from);
        return kept;
    }

    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.parlance.websocket.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;

/** Makes bytes whose places can be told, on another thread, and counts what it was asked for. */
final class CountingSource implements Flow.Publisher<ByteBuffer> {
    private static final int PIECE = 64 * 1024;

    private final int length;
    private final int most;
    private volatile int made;
    private volatile boolean cancelled;

    /** It breaks after so many bytes. */
    CountingSource(int length, int most) {
        this.length = length;
        this.most = most;
    }

    int length() {
        return length;
    }

    int made() {
        return made;
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean isWhatWasMade(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != at(i)) {
                return false;
            }
        }
        return bytes.length == length;
    }

    private static byte at(int place) {
        return (byte) (place % 251);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> to) {
        to.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                ForkJoinPool.commonPool().execute(() -> make(to));
            }

            @Override
            public void cancel() {
                cancelled = true;
            }
        });
    }

    private void make(Flow.Subscriber<? super ByteBuffer> to) {
        if (made == length) {
            to.onComplete();
        } else if (made >= most) {
            to.onError(new IOException("the disk is gone"));
        } else {
            byte[] piece = new byte[Math.min(PIECE, length - made)];
            for (int i = 0; i < piece.length; i++) {
                piece[i] = at(made + i);
            }
            made += piece.length;
            to.onNext(ByteBuffer.wrap(piece));
        }
    }
}

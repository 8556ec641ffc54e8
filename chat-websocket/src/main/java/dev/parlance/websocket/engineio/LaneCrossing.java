package dev.parlance.websocket.engineio;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.websocket.rfc6455.WebSocketConnection;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way from a session's lane to its WebSocket on another one, in order, with a bound on what is under way. {@link #send} and {@link #isWritable} belong to the
 * first, all else to the second.
 */
final class LaneCrossing {
    private final WebSocketConnection connection;
    private final BatchCopies copies;
    private final long maxBytes;
    private final Runnable onWritable;
    private final AtomicLong underWay = new AtomicLong();
    private long bound;
    private volatile boolean waiting;
    private volatile boolean wanted;

    /**
     * Makes a way.
     *
     * @param onWritable told on the second lane, once for each time that {@link #isWritable} was false
     */
    LaneCrossing(WebSocketConnection connection, BatchCopies copies, long maxBytes, Runnable onWritable) {
        this.connection = connection;
        this.copies = copies;
        this.maxBytes = maxBytes;
        this.onWritable = onWritable;
    }

    void run(Runnable step) {
        connection.lane().execute(step);
    }

    boolean send(EncodedFrame frame) {
        int size = frame.size();
        if (!begin(size)) {
            return false;
        }
        run(() -> {
            connection.send(frame);
            arrived(size);
        });
        return true;
    }

    boolean send(FrameBatch batch) {
        BatchCopy copy = copies.of(batch);
        int size = copy.size();
        if (!begin(size)) {
            return false;
        }
        run(() -> {
            connection.send(copy);
            arrived(size);
        });
        return true;
    }

    /** Whether nothing is under way and nothing waits. */
    boolean isWritable() {
        if (isClear()) {
            return true;
        }
        wanted = true;
        return isClear(); // it may have become so just before that was wanted
    }

    /** Nothing waits in the connection any more. */
    void writable() {
        waiting = !connection.isWritable();
        tellIfWanted();
    }

    /** What comes behind a single frame that is larger than the bound has the whole bound again. */
    private boolean begin(int size) {
        long before = underWay.getAndAdd(size);
        if (before == 0) {
            bound = size <= maxBytes ? maxBytes : size + maxBytes;
            return true;
        }
        return before + size <= bound;
    }

    private void arrived(int size) {
        waiting = !connection.isWritable();
        underWay.addAndGet(-size);
        tellIfWanted();
    }

    private boolean isClear() {
        return underWay.get() == 0 && !waiting;
    }

    private void tellIfWanted() {
        if (wanted && isClear()) {
            wanted = false;
            onWritable.run();
        }
    }
}

package dev.parlance.websocket.engineio;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.websocket.rfc6455.WebSocketConnection;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way between a session's event loop and its WebSocket on another one, in order, with a bound on what is under way in each direction: a client that does not read is
 * a slow consumer, one that sends faster than its session takes is not read from meanwhile. {@link #send}, {@link #isWritable} and {@link #run} belong to the
 * session's event loop, all else to the WebSocket's.
 */
final class LoopCrossing {
    private static final int MOST_HANDED = 64 * 1024;
    /** What even the shortest message costs while it waits. */
    private static final int TASK_BYTES = 128;

    private final Executor sessionLoop;
    private final WebSocketConnection connection;
    private final BatchCopies copies;
    private final long maxBytes;
    private final Runnable onWritable;
    private final AtomicLong underWay = new AtomicLong();
    private final AtomicLong handed = new AtomicLong();
    private long bound;
    private volatile boolean waiting;
    private volatile boolean wanted;
    private volatile boolean paused;

    /**
     * Makes a way.
     *
     * @param onWritable told on the WebSocket's event loop, once for each time that {@link #isWritable} was false
     */
    LoopCrossing(
            Executor sessionLoop,
            WebSocketConnection connection,
            BatchCopies copies,
            long maxBytes,
            Runnable onWritable) {
        this.sessionLoop = sessionLoop;
        this.connection = connection;
        this.copies = copies;
        this.maxBytes = maxBytes;
        this.onWritable = onWritable;
    }

    BatchCopies copies() {
        return copies;
    }

    void run(Runnable step) {
        connection.loop().execute(step);
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

    /** Has the session take a message. With {@link #MOST_HANDED} on the way no further one is read until half of that has been taken. */
    void hand(long size, Runnable step) {
        long cost = size + TASK_BYTES;
        if (handed.addAndGet(cost) > MOST_HANDED) {
            paused = true; // before the step goes, so that at the latest this one ends it
            connection.pause();
        }
        sessionLoop.execute(() -> {
            try {
                step.run();
            } finally {
                taken(cost);
            }
        });
    }

    /** On the session's event loop. */
    private void taken(long cost) {
        if (handed.addAndGet(-cost) <= MOST_HANDED / 2 && paused) {
            paused = false;
            run(connection::resume);
        }
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

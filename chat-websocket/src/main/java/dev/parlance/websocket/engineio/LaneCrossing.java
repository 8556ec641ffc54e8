package dev.parlance.websocket.engineio;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.websocket.rfc6455.WebSocketConnection;
import java.util.concurrent.atomic.AtomicLong;

/** The way from a session's lane to its WebSocket on another one, in order, with a bound on what is under way. */
final class LaneCrossing {
    private final WebSocketConnection connection;
    private final BatchCopies copies;
    private final long maxBytes;
    private final AtomicLong underWay = new AtomicLong();

    LaneCrossing(WebSocketConnection connection, BatchCopies copies, long maxBytes) {
        this.connection = connection;
        this.copies = copies;
        this.maxBytes = maxBytes;
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
            underWay.addAndGet(-size);
            connection.send(frame);
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
            underWay.addAndGet(-size);
            connection.send(copy);
        });
        return true;
    }

    private boolean begin(int size) {
        long before = underWay.getAndAdd(size);
        return before == 0 || before + size <= maxBytes;
    }
}

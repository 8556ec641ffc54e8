package dev.parlance.websocket.engineio;

import dev.parlance.transport.FrameBatch;
import java.lang.ref.WeakReference;

/** From one event loop to another: all members of a room's round share one copy of what the round brings. For the first event loop only. */
final class BatchCopies {
    private WeakReference<BatchCopy> last = new WeakReference<>(null);

    BatchCopy of(FrameBatch batch) {
        BatchCopy known = last.get();
        if (known == null || !known.isOf(batch)) {
            known = new BatchCopy(batch);
            last = new WeakReference<>(known);
        }
        return known;
    }
}

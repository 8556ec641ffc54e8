package dev.parlance.websocket.engineio;

import dev.parlance.transport.FrameBatch;
import java.lang.ref.WeakReference;

/** From one event loop to another: all members of a room's round share one copy of what the round brings. For the first event loop only. */
final class BatchCopies {
    final Crossings.Loops loops;
    /** How many WebSockets cross there; guarded by {@link Crossings}. */
    int crossings;

    private WeakReference<BatchCopy> last = new WeakReference<>(null);

    BatchCopies(Crossings.Loops loops) {
        this.loops = loops;
    }

    BatchCopy of(FrameBatch batch) {
        BatchCopy known = last.get();
        if (known == null || !known.isOf(batch)) {
            known = new BatchCopy(batch);
            last = new WeakReference<>(known);
        }
        return known;
    }
}

package dev.parlance.websocket.engineio;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/**
 * Which event loops WebSockets cross between, and what those of one pair share. A pair is known as long as one of its WebSockets is open: event loops that a new listener has replaced
 * are not held here. Any thread.
 */
final class Crossings {
    /** From the event loop of sessions to that of their WebSockets. */
    record Loops(Executor from, Executor to) {}

    private final ConcurrentMap<Loops, BatchCopies> shared = new ConcurrentHashMap<>();

    /** One more WebSocket crosses there; {@link #end} follows. */
    BatchCopies begin(Executor from, Executor to) {
        return shared.compute(new Loops(from, to), (loops, known) -> {
            BatchCopies copies = known == null ? new BatchCopies(loops) : known;
            copies.crossings++;
            return copies;
        });
    }

    void end(BatchCopies ended) {
        shared.computeIfPresent(ended.loops, (loops, copies) -> --copies.crossings == 0 ? null : copies);
    }

    int pairs() {
        return shared.size();
    }
}

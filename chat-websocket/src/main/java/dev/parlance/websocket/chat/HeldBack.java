package dev.parlance.websocket.chat;

import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What happens around a client that is not let in yet: done in order when it is, as fast as it reads, and from then on at once. */
final class HeldBack {
    static final int MOST = 16_384;
    static final long MOST_BYTES =
            8 << 20; // what a client may have missed that comes back (RecoveryLog), and what happens meanwhile

    private record Step(int bytes, Runnable action) {}

    private @Nullable ArrayDeque<Step> steps = new ArrayDeque<>();
    private long waitingBytes;

    /** Takes a step that carries so many bytes; false if more waits already than may. */
    boolean add(int bytes, Runnable action) {
        if (steps == null) {
            action.run();
            return true;
        }
        if (steps.size() == MOST || waitingBytes > MOST_BYTES) {
            return false;
        }
        steps.add(new Step(bytes, action));
        waitingBytes += bytes;
        return true;
    }

    /** Whether what happens is done at once. */
    boolean isReleased() {
        return steps == null;
    }

    /** Does what waits, as long as more may be sent; returns whether nothing waits any more. */
    boolean release(BooleanSupplier writable) {
        ArrayDeque<Step> waiting = steps;
        while (waiting != null && writable.getAsBoolean()) {
            Step step = waiting.poll();
            if (step == null) {
                steps = null;
                return true;
            }
            waitingBytes -= step.bytes();
            step.action().run();
        }
        return waiting == null;
    }
}

package dev.parlance.websocket.chat;

import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What happens around a client that is not let in yet: done in order when it is, as fast as it reads, and from then on at once. */
final class HeldBack {
    private static final int MOST = 16_384;

    private @Nullable ArrayDeque<Runnable> steps = new ArrayDeque<>();

    /** Returns false if more waits already than may. */
    boolean add(Runnable step) {
        if (steps == null) {
            step.run();
        } else if (steps.size() < MOST) {
            steps.add(step);
        } else {
            return false;
        }
        return true;
    }

    /** Whether what happens is done at once. */
    boolean isReleased() {
        return steps == null;
    }

    /** Does what waits, as long as more may be sent; returns whether nothing waits any more. */
    boolean release(BooleanSupplier writable) {
        ArrayDeque<Runnable> waiting = steps;
        while (waiting != null && writable.getAsBoolean()) {
            Runnable step = waiting.poll();
            if (step == null) {
                steps = null;
                return true;
            }
            step.run();
        }
        return waiting == null;
    }
}

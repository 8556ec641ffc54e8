package dev.parlance.websocket.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens around a client that is not let in yet: done in order when it is, and from then on at once. */
final class HeldBack {
    private static final int MOST = 16_384;

    private @Nullable List<Runnable> steps = new ArrayList<>();

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

    void release() {
        List<Runnable> waiting = steps;
        steps = null;
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }
}

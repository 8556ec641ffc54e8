package dev.parlance.broker.store;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Transactions one after the other, on threads that are lent: those of one topic keep the order of their calls. It holds {@value #MOST} at the most; what is beyond is refused. For
 * use by any thread.
 */
final class StoreLane {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(StoreLane.class.getName()));

    static final int MOST = 10_000;
    private static final int TURN = 64;

    /** A transaction that waits for its turn. */
    interface Step {
        void run();

        void refuse(ChatException reason);
    }

    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Step> steps = new ArrayDeque<>();
    private boolean running;

    StoreLane(Executor executor) {
        this.executor = executor;
    }

    void add(Step step) {
        if (!queued(step, MOST)) {
            step.refuse(new ChatException(ErrorCode.OVERLOADED, "too much waits for the store"));
        }
    }

    /** For the broker's own steps, of which there are few: they are never too much. */
    void addAlways(Step step) {
        queued(step, Integer.MAX_VALUE);
    }

    private boolean queued(Step step, int most) {
        lock.lock();
        try {
            if (steps.size() >= most) {
                return false;
            }
            steps.add(step);
            if (running) {
                return true;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        begin();
        return true;
    }

    private void begin() {
        try {
            executor.execute(this::turn);
        } catch (Throwable e) { // whatever it throws: it did not take the turn
            COMPLAINTS.warn("no thread works for the store", e);
            ChatException reason = new ChatException(ErrorCode.BROKER_UNAVAILABLE, "no thread works for the store");
            for (Step step = next(); step != null; step = next()) {
                step.refuse(reason);
            }
        }
    }

    private void turn() {
        for (int i = 0; i < TURN; i++) {
            Step step = next();
            if (step == null) {
                return;
            }
            step.run();
        }
        begin(); // others of the executor come first
    }

    private @Nullable Step next() {
        lock.lock();
        try {
            Step step = steps.poll();
            running = step != null;
            return step;
        } finally {
            lock.unlock();
        }
    }
}

package dev.parlance.broker.store;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Transactions one after the other, on threads that are lent: those of one topic keep the order of their calls. It holds {@value #MOST} at the most, and all lanes of a broker together
 * {@value #MOST_BYTES} bytes; what is beyond is refused. For use by any thread.
 */
final class StoreLane {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(StoreLane.class.getName()));

    static final int MOST = 10_000;
    static final long MOST_BYTES = 64L << 20;
    private static final int TURN = 64;

    /** A transaction that waits for its turn. Throws nothing. */
    interface Step {
        void run();

        void refuse(ChatException reason);

        /** How much memory it holds while it waits, roughly; always the same. */
        long bytes();
    }

    private final Executor executor;
    private final AtomicLong waitingBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Step> steps = new ArrayDeque<>();
    private boolean running;

    /**
     * Makes a lane.
     *
     * @param waitingBytes what waits in all lanes of the broker
     */
    StoreLane(Executor executor, AtomicLong waitingBytes) {
        this.executor = executor;
        this.waitingBytes = waitingBytes;
    }

    void add(Step step) {
        if (!queued(step, MOST, MOST_BYTES)) {
            step.refuse(new ChatException(ErrorCode.OVERLOADED, "too much waits for the store"));
        }
    }

    /** For the broker's own steps, of which there are few: they are never too much. */
    void addAlways(Step step) {
        queued(step, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Takes out all that waits. For the end: threads that were lent may have gone with what was handed to them. */
    void refuseAll(ChatException reason) {
        List<Step> left;
        lock.lock();
        try {
            left = List.copyOf(steps);
            steps.clear();
        } finally {
            lock.unlock();
        }
        left.forEach(step -> {
            waitingBytes.addAndGet(-step.bytes());
            step.refuse(reason);
        });
    }

    private boolean queued(Step step, int most, long mostBytes) {
        lock.lock();
        try {
            if (steps.size() >= most || waitingBytes.get() + step.bytes() > mostBytes) {
                return false;
            }
            waitingBytes.addAndGet(step.bytes()); // other lanes may do so at once: each is one step beyond at the most
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
            if (step != null) {
                waitingBytes.addAndGet(-step.bytes());
            }
            return step;
        } finally {
            lock.unlock();
        }
    }
}

package dev.parlance.redis.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for the sending thread, in order. Those of the host count against a bound until they have ended; the broker's own, which are as many as
 * its topics and members at the most, have neither bound nor deadline. What has ended and stands behind what has not is kept until the deadline of that: calls are answered in order, so
 * it is as many as are under way. For any thread.
 */
final class CallQueue {
    private static final int LONGEST_BATCH = 512;
    private static final int LARGEST_BATCH = 1 << 20;
    private static final long MOST_BYTES = 64 << 20;

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Call<?>> waiting = new ArrayDeque<>();
    private final Queue<Call<?>> limited = new ArrayDeque<>();
    private int pending;
    private long pendingBytes;
    private boolean refusing;
    private boolean closed;

    CallQueue(int most) {
        this.most = most;
    }

    /** Returns why not, or null. */
    @Nullable
    String offer(Call<?> call) {
        lock.lock();
        try {
            if (refusing || closed) {
                return Refusals.STOPPED;
            }
            if (pending >= most || pendingBytes > MOST_BYTES) {
                return "too much waits for the store already";
            }
            pending++;
            pendingBytes += call.bytes;
            limited.add(call);
            waiting.add(call);
            changed.signal();
            return null;
        } finally {
            lock.unlock();
        }
    }

    boolean offerOwn(Call<?> call) {
        lock.lock();
        try {
            if (!closed) {
                waiting.add(call);
                changed.signal();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for calls and moves the next of them into {@code batch}; returns whether this is still open. */
    boolean take(List<Call<?>> batch) {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            int bytes = 0;
            Call<?> next = waiting.peek();
            while (next != null && batch.size() < LONGEST_BATCH && bytes < LARGEST_BATCH) {
                waiting.remove();
                bytes += next.bytes;
                batch.add(next);
                next = waiting.peek();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes note that calls of the host have ended. */
    void ended(int count, long bytes) {
        lock.lock();
        try {
            pending -= count;
            pendingBytes -= bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Removes and returns the calls of the host that have neither ended nor time left. */
    List<Call<?>> overdue(long now) {
        List<Call<?>> overdue = new ArrayList<>();
        lock.lock();
        try {
            Call<?> oldest = limited.peek();
            while (oldest != null && (oldest.hasEnded() || oldest.deadlineNanos - now <= 0)) {
                limited.remove();
                if (!oldest.hasEnded()) {
                    overdue.add(oldest);
                }
                oldest = limited.peek();
            }
        } finally {
            lock.unlock();
        }
        return overdue;
    }

    /** Takes nothing more from the host. */
    void refuse() {
        lock.lock();
        try {
            refusing = true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more, and returns what is left. */
    List<Call<?>> close() {
        lock.lock();
        try {
            closed = true;
            List<Call<?>> left = new ArrayList<>(waiting);
            left.addAll(limited);
            waiting.clear();
            limited.clear();
            changed.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits, unless this is closed. */
    void pause(Duration time) {
        long left = time.toNanos();
        lock.lock();
        try {
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}

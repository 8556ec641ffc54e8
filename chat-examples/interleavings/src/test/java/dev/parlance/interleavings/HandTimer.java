package dev.parlance.interleavings;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer whose time comes when an operation says so. Any thread; starts none. */
public final class HandTimer extends ScheduledThreadPoolExecutor {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    public HandTimer() {
        super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        Waiting next = new Waiting(task);
        waiting.add(next);
        return next;
    }

    /** For the longest of those that wait the time has come; returns whether one did. */
    public boolean runNext() {
        Runnable next = waiting.poll();
        if (next != null) {
            next.run();
        }
        return next != null;
    }

    private static final class Waiting extends FutureTask<Void> implements ScheduledFuture<Void> {
        Waiting(Runnable task) {
            super(task, null);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }
}

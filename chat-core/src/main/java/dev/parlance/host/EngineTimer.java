package dev.parlance.host;

import dev.parlance.complaint.Complaints;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The engine's timer, lent or its own. What a task throws is logged here: a scheduler would keep it to itself. Any thread. */
public final class EngineTimer {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(EngineTimer.class.getName()));

    private final ScheduledExecutorService scheduler;

    public EngineTimer(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Does something later.
     *
     * @throws RejectedExecutionException if the scheduler takes no more tasks, however it says so
     */
    public Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
        @Nullable Future<?> scheduled;
        try {
            scheduled = scheduler.schedule(() -> run(task), delay, unit);
        } catch (RejectedExecutionException e) {
            throw e;
        } catch (Throwable e) {
            throw new RejectedExecutionException("the scheduler failed", e);
        }
        if (scheduled == null) {
            throw new RejectedExecutionException("the scheduler returned null");
        }
        return scheduled;
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            COMPLAINTS.error("a timer's task failed", e);
        }
    }
}

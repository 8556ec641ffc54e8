package dev.parlance.websocket.engineio;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Time that passes when the test says so. */
public final class ManualTime {
    private record Task(long at, Runnable run) {}

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::at));
    private long now = 1_000_000_000L;

    public Timers timers() {
        ScheduledExecutorService scheduler = mock(ScheduledExecutorService.class);
        when(scheduler.schedule(any(Runnable.class), anyLong(), any(TimeUnit.class)))
                .thenAnswer(call -> schedule(
                        call.getArgument(0), call.<TimeUnit>getArgument(2).toNanos(call.getArgument(1))));
        return Timers.of(scheduler, this::now);
    }

    public synchronized long now() {
        return now;
    }

    public synchronized int scheduled() {
        return tasks.size();
    }

    /** Lets time pass; what is due runs on the way, at its own time. */
    public void advance(Duration time) {
        long end = now() + time.toNanos();
        for (Task task = next(end); task != null; task = next(end)) {
            task.run().run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized Task next(long end) {
        if (tasks.isEmpty() || tasks.element().at() > end) {
            return null;
        }
        now = Math.max(now, tasks.element().at());
        return tasks.remove();
    }

    private synchronized ScheduledFuture<?> schedule(Runnable run, long delay) {
        Task task = new Task(now + delay, run);
        tasks.add(task);
        ScheduledFuture<?> future = mock(ScheduledFuture.class);
        when(future.cancel(anyBoolean())).thenAnswer(call -> cancel(task));
        return future;
    }

    private synchronized boolean cancel(Task task) {
        return tasks.remove(task);
    }
}

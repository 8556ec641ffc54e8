package dev.parlance.websocket.engineio;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The clock of all sessions of a server: deadlines are kept to the millisecond, which an event loop's sweep is too coarse for. For use by any thread. */
public final class Timers implements AutoCloseable {
    private final ScheduledExecutorService scheduler;
    private final LongSupplier ticker;

    private Timers(ScheduledExecutorService scheduler, LongSupplier ticker) {
        this.scheduler = scheduler;
        this.ticker = ticker;
    }

    /** {@return timers on a daemon thread of their own, to be closed with the server} */
    public static Timers start() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "parlance-engineio-timer");
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setRemoveOnCancelPolicy(true); // alarms are set and cleared with every heartbeat
        return new Timers(scheduler, System::nanoTime);
    }

    /**
     * Timers on lent time.
     *
     * @param scheduler runs short tasks when their time has come; closed with the timers
     * @param ticker nanoseconds that never go back
     * @return the timers
     */
    public static Timers of(ScheduledExecutorService scheduler, LongSupplier ticker) {
        return new Timers(scheduler, ticker);
    }

    /**
     * Makes an alarm that rings on an event loop.
     *
     * @param loop where; the alarm is for that event loop only
     * @return not set yet
     */
    public Alarm alarm(Executor loop) {
        return new Alarm(scheduler, loop);
    }

    /**
     * Does something later, on the timers' thread.
     *
     * @param delay how long from now
     * @param task short; done at once if the timers are closed, for whoever waits for it
     * @return to be cancelled if it is not needed any more
     */
    public Future<?> after(Duration delay, Runnable task) {
        try {
            return scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            task.run();
            return CompletableFuture.completedFuture(null);
        }
    }

    long now() {
        return ticker.getAsLong();
    }

    /** Alarms ring no more. */
    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}

package dev.parlance.websocket.engineio;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Something to do at a certain time, on an event loop, unless it is cleared or set anew before. For that event loop only. */
public final class Alarm {
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ScheduledExecutorService scheduler;
    private final Executor loop;
    private @Nullable Future<?> pending;
    private int turn;

    Alarm(ScheduledExecutorService scheduler, Executor loop) {
        this.scheduler = scheduler;
        this.loop = loop;
    }

    /**
     * Sets the alarm, in place of what it was set to before.
     *
     * @param delay how long from now
     * @param action what to do then
     */
    public void set(Duration delay, Runnable action) {
        set(delay.toNanos(), action);
    }

    void set(long nanos, Runnable action) {
        clear();
        int mine = turn;
        Runnable ringing = () -> ring(mine, action);
        try {
            pending = scheduler.schedule(() -> call(ringing), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            pending = null; // the server has stopped, and the session with it
        }
    }

    /** Clears the alarm; does nothing if it is not set. */
    public void clear() {
        turn++;
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }

    /** Whatever the event loop's inbox throws for want of memory, the alarm rings: one that is lost would leave its session for ever. Allocates nothing itself. */
    private void call(Runnable ringing) {
        while (!scheduler.isShutdown()) {
            try {
                loop.execute(ringing);
                return;
            } catch (VirtualMachineError e) {
                LockSupport.parkNanos(AGAIN_NANOS);
            }
        }
    }

    // it may have been cleared while the task was on its way to the event loop
    private void ring(int mine, Runnable action) {
        if (mine == turn) {
            pending = null;
            action.run();
        }
    }
}

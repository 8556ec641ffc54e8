package dev.parlance.websocket.engineio;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Something to do at a certain time, on a lane, unless it is cleared or set anew before. For that lane only. */
public final class Alarm {
    private final ScheduledExecutorService scheduler;
    private final Executor lane;
    private @Nullable Future<?> pending;
    private int turn;

    Alarm(ScheduledExecutorService scheduler, Executor lane) {
        this.scheduler = scheduler;
        this.lane = lane;
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
        try {
            pending = scheduler.schedule(() -> lane.execute(() -> ring(mine, action)), nanos, TimeUnit.NANOSECONDS);
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

    // it may have been cleared while the task was on its way to the lane
    private void ring(int mine, Runnable action) {
        if (mine == turn) {
            pending = null;
            action.run();
        }
    }
}

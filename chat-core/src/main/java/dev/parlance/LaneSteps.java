package dev.parlance;

import dev.parlance.complaint.Complaints;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way onto a lane for steps that must not be lost. A transport's lane may refuse them, or fail: they wait here in order and are offered again, with
 * whatever comes next or by the timer. Any thread.
 */
final class LaneSteps implements Executor {
    static final long AGAIN_MILLIS = 100;
    private static final System.Logger LOG = System.getLogger(LaneSteps.class.getName());
    private static final Complaints COMPLAINTS = Complaints.of(LOG);

    private final Executor lane;
    private final EngineTimer timer;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Runnable> refused = new ArrayDeque<>(1);
    private volatile boolean refusing;
    private boolean expectsTimer;

    LaneSteps(Executor lane, EngineTimer timer) {
        this.lane = lane;
        this.timer = timer;
    }

    /** Throws nothing. */
    @Override
    public void execute(Runnable step) {
        if (refusing || !isTaken(step)) {
            lock.lock();
            try {
                refused.add(step);
                offerAgain();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean isTaken(Runnable step) {
        try {
            lane.execute(step);
            return true;
        } catch (Throwable e) {
            if (!refusing) {
                COMPLAINTS.warn("a connection's lane takes no tasks, it is asked again", e);
                refusing = true;
            }
            return false;
        }
    }

    private void offerAgain() {
        while (!refused.isEmpty() && isTaken(refused.element())) {
            refused.remove();
        }
        refusing = !refused.isEmpty();
        if (refusing && !expectsTimer) {
            try {
                Future<?> unused = timer.schedule(this::timeHasCome, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                expectsTimer = true;
            } catch (RejectedExecutionException e) {
                LOG.log(System.Logger.Level.DEBUG, "the engine has stopped");
            }
        }
    }

    private void timeHasCome() {
        lock.lock();
        try {
            expectsTimer = false;
            offerAgain();
        } finally {
            lock.unlock();
        }
    }
}

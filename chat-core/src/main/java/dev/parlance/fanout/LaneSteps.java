package dev.parlance.fanout;

import dev.parlance.complaint.Complaints;
import dev.parlance.host.EngineTimer;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way onto a lane for steps that must not be lost. A transport's lane may refuse them, or fail: they wait here in order and are offered again, with
 * whatever comes next or by the timer. Any thread.
 */
final class LaneSteps implements Executor {
    static final long AGAIN_MILLIS = 100;
    static final long REST_MILLIS = 1;
    private static final System.Logger LOG = System.getLogger(LaneSteps.class.getName());
    private static final Complaints COMPLAINTS = Complaints.of(LOG);

    private final Executor lane;
    private final EngineTimer timer;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Runnable> refused = new ArrayDeque<>(1);
    private volatile boolean refusing;
    private boolean offering; // this and the one below under the lock
    private boolean expectsTimer;

    LaneSteps(Executor lane, EngineTimer timer) {
        this.lane = lane;
        this.timer = timer;
    }

    /** The transport's side of it. */
    Executor executor() {
        return lane;
    }

    /** Throws nothing. */
    @Override
    public void execute(Runnable step) {
        if (refusing || !isTaken(step)) {
            lock.lock();
            try {
                refused.add(step);
                refusing = true;
            } finally {
                lock.unlock();
            }
            offerAgain();
        }
    }

    /** Runs a step some time after all that the lane has to do now; throws nothing. */
    void executeLater(Runnable step) {
        try {
            Future<?> unused = timer.schedule(() -> execute(step), REST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            execute(step); // the engine stops: nobody is to be kept waiting
        }
    }

    private boolean isTaken(Runnable step) {
        try {
            lane.execute(step);
            return true;
        } catch (Throwable e) {
            if (!refusing) {
                COMPLAINTS.warn("a connection's lane takes no tasks, it is asked again", e);
            }
            return false;
        }
    }

    /** One thread at a time, so that the order holds; without the lock, since a stranger's lane may block or run the step at once. */
    private void offerAgain() {
        if (!mayOffer()) {
            return; // who offers already comes to the new step, too
        }
        Runnable step = next(false);
        while (step != null && isTaken(step)) {
            step = next(true);
        }
        if (step != null) {
            waitForTimer();
        }
    }

    private boolean mayOffer() {
        lock.lock();
        try {
            boolean first = !offering;
            offering = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable next(boolean firstIsTaken) {
        lock.lock();
        try {
            if (firstIsTaken) {
                refused.remove();
            }
            refusing = !refused.isEmpty();
            offering = refusing;
            return refused.peek();
        } finally {
            lock.unlock();
        }
    }

    private void waitForTimer() {
        lock.lock();
        try {
            offering = false;
            if (expectsTimer) {
                return;
            }
            expectsTimer = true;
        } finally {
            lock.unlock();
        }
        try {
            Future<?> unused = timer.schedule(this::timeHasCome, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            expectTimer(false);
            LOG.log(System.Logger.Level.DEBUG, "the engine has stopped");
        }
    }

    private void timeHasCome() {
        expectTimer(false);
        offerAgain();
    }

    private void expectTimer(boolean expected) {
        lock.lock();
        try {
            expectsTimer = expected;
        } finally {
            lock.unlock();
        }
    }
}

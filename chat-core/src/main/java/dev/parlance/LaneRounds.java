package dev.parlance;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The engine's side of a lane: which groups have something to send, and one wake for all of them. */
final class LaneRounds {
    private static final System.Logger LOG = System.getLogger(LaneRounds.class.getName());

    final Executor lane;
    final Round round = new Round();
    private final Queue<MemberGroup> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Runnable drain = this::drain;

    LaneRounds(Executor lane) {
        this.lane = lane;
    }

    void ready(MemberGroup group) {
        ready.add(group);
        wake();
    }

    /** Has the lane look soon; also for a group that is ready already, as the lane may have refused before. */
    void wake() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            try {
                lane.execute(drain);
            } catch (RejectedExecutionException e) {
                scheduled.set(false); // the lane is full or closing: whatever comes next tries again
            }
        }
    }

    private void drain() {
        scheduled.set(false); // before looking: what comes from now on wakes again
        for (MemberGroup group = ready.poll(); group != null; group = ready.poll()) {
            try {
                group.drain();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a round of room " + group.roomId() + " failed", e);
            }
        }
    }
}

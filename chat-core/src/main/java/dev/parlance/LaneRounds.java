package dev.parlance;

import dev.parlance.complaint.Complaints;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** The engine's side of a lane: which groups have something to send, and one wake for all of them. */
final class LaneRounds {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(LaneRounds.class.getName()));

    final LaneSteps lane;
    final Round round = new Round();
    /** For what one member gets of a round, or for itself. */
    final Round own = new Round();

    private final Queue<MemberGroup> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Runnable drain = this::drain;

    LaneRounds(LaneSteps lane) {
        this.lane = lane;
    }

    void ready(MemberGroup group) {
        ready.add(group);
        wake();
    }

    private void wake() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            lane.execute(drain);
        }
    }

    private void drain() {
        scheduled.set(false); // before looking: what comes from now on wakes again
        for (MemberGroup group = ready.poll(); group != null; group = ready.poll()) {
            try {
                group.drain();
            } catch (Throwable e) {
                COMPLAINTS.error("a round of a room failed", group.roomId(), e);
            }
        }
    }
}

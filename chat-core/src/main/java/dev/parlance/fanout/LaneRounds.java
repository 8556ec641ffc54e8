package dev.parlance.fanout;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.RoomId;
import dev.parlance.transport.LongAnswers;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** The engine's side of a lane: who has something to send on it, and one wake for all of them. {@link #ready} from any thread, all else on the lane. */
public final class LaneRounds {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(LaneRounds.class.getName()));

    /** Of those that share a lane, who may have something to send. */
    interface Sender {
        RoomId roomId();

        void drain();
    }

    final LaneSteps lane;
    final Round round = new Round();
    /** For what one member gets of a round, or for itself. */
    final Round own = new Round();

    private final LongAnswers longAnswers;
    private final Queue<Sender> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Runnable drain = this::drain;

    LaneRounds(LaneSteps lane) {
        this.lane = lane;
        this.longAnswers = new LongAnswers(lane::executeLater);
    }

    /** Whose turn it is among those who want something long. */
    public LongAnswers longAnswers() {
        return longAnswers;
    }

    void ready(Sender sender) {
        ready.add(sender);
        wake();
    }

    private void wake() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            lane.execute(drain);
        }
    }

    private void drain() {
        scheduled.set(false); // before looking: what comes from now on wakes again
        for (Sender sender = ready.poll(); sender != null; sender = ready.poll()) {
            try {
                sender.drain();
            } catch (Throwable e) {
                COMPLAINTS.error("a round of a room failed", sender.roomId(), e);
            }
        }
    }
}

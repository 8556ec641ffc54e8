package dev.parlance.fanout;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.RoomId;
import dev.parlance.transport.LongAnswers;
import dev.parlance.transport.RoundExecutor;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * The engine's side of a lane: who has something to send on it, and one wake for all of them. What is to be sent takes a share of a lane's round, at least one sender's, so that a large room
 * keeps nobody else waiting for long. {@link #ready} from any thread, all else on the lane.
 */
public final class LaneRounds {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(LaneRounds.class.getName()));

    static final long SHARE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

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
    private final Runnable goOn = this::goOn;
    private final LongSupplier nanoTime;
    private boolean resting;

    LaneRounds(LaneSteps lane) {
        this(lane, System::nanoTime);
    }

    LaneRounds(LaneSteps lane, LongSupplier nanoTime) {
        this.lane = lane;
        this.nanoTime = nanoTime;
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
        if (!resting) {
            sendAShare();
        }
    }

    private void goOn() {
        resting = false;
        sendAShare();
    }

    private void sendAShare() {
        RoundExecutor inRounds = lane.executor() instanceof RoundExecutor executor ? executor : null;
        long end = nanoTime.getAsLong() + SHARE_NANOS;
        for (Sender sender = ready.poll(); sender != null; sender = ready.poll()) {
            try {
                sender.drain();
            } catch (Throwable e) {
                COMPLAINTS.error("a round of a room failed", sender.roomId(), e);
            }
            if (inRounds != null && nanoTime.getAsLong() - end >= 0 && !ready.isEmpty()) {
                resting = true;
                inRounds.executeNextRound(goOn);
                return;
            }
        }
    }
}

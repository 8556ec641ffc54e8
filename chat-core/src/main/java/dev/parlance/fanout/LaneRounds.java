package dev.parlance.fanout;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.RoomId;
import dev.parlance.transport.LongAnswers;
import dev.parlance.transport.RoundExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * The engine's side of a lane: who has something to send on it, and one wake for all of them. What is to be sent takes a share of a lane's round, and what is left of it
 * goes on in the next ones, behind what has come since: a large room keeps nobody else waiting for long. {@link #ready} from any thread, all else on the lane.
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
    private final Queue<Sender> left = new ArrayDeque<>();
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

    /** A share of what has come, and one of what was left of earlier rounds, so that neither waits for all of the other. */
    private void sendAShare() {
        RoundExecutor inRounds = lane.executor() instanceof RoundExecutor executor ? executor : null;
        send(ready, inRounds != null);
        if (inRounds == null) {
            return;
        }
        for (Sender sender = ready.poll(); sender != null; sender = ready.poll()) {
            left.add(sender);
        }
        if (!left.isEmpty()) {
            send(left, true);
        }
        if (!left.isEmpty()) {
            inRounds.executeNextRound(goOn);
            resting = true; // if that went well
        }
    }

    private void send(Queue<Sender> senders, boolean inShares) {
        long end = inShares ? nanoTime.getAsLong() + SHARE_NANOS : 0;
        for (Sender sender = senders.poll(); sender != null; sender = senders.poll()) {
            try {
                sender.drain();
            } catch (Throwable e) {
                COMPLAINTS.error("a round of a room failed", sender.roomId(), e);
            }
            if (inShares && nanoTime.getAsLong() - end >= 0) {
                return;
            }
        }
    }
}

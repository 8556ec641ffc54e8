package dev.parlance.room;

import dev.parlance.fanout.MemberGroups;
import dev.parlance.fanout.Notice;
import dev.parlance.host.EngineContext;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A room's joins and leaves on their way to its members. To tell everyone of everyone is quadratic, and a write each would be what it costs: in a crowd what
 * comes within {@link #HOLD} of the last notice is gathered and written together. The first after a calm moment, and all in small rooms, go at once. Order is
 * kept, and whoever speaks has joined before: the notice of one who sends something is not held any longer. Any thread; under a lock of its own.
 */
final class PresenceNotices {
    /** How many users make a crowd. */
    static final int CROWD = 50;

    static final Duration HOLD = Duration.ofMillis(100);
    /** How many are held; more are told before their time. */
    static final int MOST = 1_024;

    private final MemberGroups groups;
    private final EngineContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Notice> held = new ArrayList<>(0);
    private final Set<UserId> heldUsers = new HashSet<>(0);
    private long lastTold;
    private volatile boolean holding;

    PresenceNotices(MemberGroups groups, EngineContext context) {
        this.groups = groups;
        this.context = context;
        this.lastTold = context.ticker().getAsLong() - HOLD.toNanos();
    }

    /**
     * Tells a notice, now or soon. Calls come one at a time, in order.
     *
     * @param users how many are in the room
     */
    void tell(Notice notice, int users) {
        lock.lock();
        try {
            held.add(notice);
            heldUsers.add(notice.userId());
            long left = lastTold + HOLD.toNanos() - context.ticker().getAsLong();
            if (users <= CROWD || left <= 0 || held.size() == MOST || (held.size() == 1 && !expectTimer(left))) {
                tellHeld();
            } else {
                holding = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Something of this user comes next; any thread. */
    void before(UserId userId) {
        if (holding) {
            lock.lock();
            try {
                if (heldUsers.contains(userId)) {
                    tellHeld();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean expectTimer(long nanos) {
        try {
            Future<?> unused = context.scheduler().schedule(this::timeHasCome, nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void timeHasCome() {
        lock.lock();
        try {
            tellHeld();
        } finally {
            lock.unlock();
        }
    }

    // under the lock, so that groups get notices in their order, and "before" returns when all are with the groups
    private void tellHeld() {
        if (held.isEmpty()) {
            return;
        }
        groups.deliver(held);
        held.clear();
        heldUsers.clear();
        holding = false;
        lastTold = context.ticker().getAsLong();
    }
}

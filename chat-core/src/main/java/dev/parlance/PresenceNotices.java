package dev.parlance;

import dev.parlance.model.UserId;
import dev.parlance.transport.ServerEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A room's joins and leaves on their way to its members. To tell everyone of everyone is quadratic, and a write each would be what it costs: in a crowd what
 * comes within {@link #HOLD} of the last notice is gathered and written together. The first after a calm moment, and all in small rooms, go at once. Order is
 * kept, and whoever speaks has joined before: the notice of one who sends something is not held any longer.
 */
final class PresenceNotices {
    /** How many users make a crowd. */
    static final int CROWD = 50;

    static final Duration HOLD = Duration.ofMillis(100);
    /** How many are held; more are told before their time. */
    static final int MOST = 1_024;

    /**
     * A join or leave.
     *
     * @param userId whose
     * @param isNewName for one who is in already: news for that user's other connections, too, which are not told of joins and leaves of their own
     * @param order its place among all notices of the room on this node, from 1
     */
    record Notice(ServerEvent event, UserId userId, boolean isNewName, long order) {
        @Nullable
        UserId except() {
            return isNewName ? null : userId;
        }
    }

    private final LiveRoom room;
    private final EngineContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Notice> held = new ArrayList<>(0);
    private final Set<UserId> heldUsers = new HashSet<>(0);
    private long lastTold;
    private volatile boolean holding;

    PresenceNotices(LiveRoom room, EngineContext context) {
        this.room = room;
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
        room.deliver(held);
        held.clear();
        heldUsers.clear();
        holding = false;
        lastTold = context.ticker().getAsLong();
    }
}

package dev.parlance.room;

import dev.parlance.fanout.MemberGroups;
import dev.parlance.fanout.Notice;
import dev.parlance.host.EngineContext;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A room's joins and leaves on their way to its members. To tell everyone of everyone is quadratic: in a crowd what comes within some time of the last notice, {@link #hold} says how long, is
 * gathered and told as one event, and who came and went meanwhile is not told of. The first after a calm moment, and all in small rooms, go at once. Whoever speaks has joined before: the notice of one
 * who sends something is not held any longer. Any thread; under a lock of its own.
 */
final class PresenceNotices {
    /** How many users make a crowd. */
    static final int CROWD = 50;

    static final Duration HOLD = Duration.ofMillis(100);
    static final Duration LONGEST_HOLD = Duration.ofSeconds(1);
    /** So many users more make it a millisecond more, so that what a member is told does not grow with the room. */
    private static final int USERS_A_MILLISECOND = 4;
    /** Of how many users something is held; more are told before their time. */
    static final int MOST = 1_024;

    private final RoomId roomId;
    private final MemberGroups groups;
    private final EngineContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private final HeldNotices held = new HeldNotices();
    private int users;
    private long tellings;
    private long lastTold;
    private boolean timed;
    private volatile boolean holding;

    PresenceNotices(RoomId roomId, MemberGroups groups, EngineContext context) {
        this.roomId = roomId;
        this.groups = groups;
        this.context = context;
        this.lastTold = context.ticker().getAsLong() - LONGEST_HOLD.toNanos();
    }

    /** How long what comes is held in a room of so many. */
    static Duration hold(int users) {
        long millis = Math.min(users / USERS_A_MILLISECOND, LONGEST_HOLD.toMillis());
        return Duration.ofMillis(Math.max(HOLD.toMillis(), millis));
    }

    /**
     * Tells who came or went, now or soon. Calls come one at a time, in order.
     *
     * @param now how many are in the room
     */
    void tell(KnownMembers.Change change, int now) {
        lock.lock();
        try {
            held.add(change);
            users = now;
            long left = lastTold + hold(now).toNanos() - context.ticker().getAsLong();
            boolean isCalm = left <= 0 || (now <= CROWD && !holding); // what a crowd begins is held to its end
            if (isCalm || held.size() >= MOST || !expectTimer(left)) {
                tellHeld();
            } else {
                holding = !held.isEmpty();
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
                Notice notice = held.take(roomId, userId);
                if (notice != null) {
                    groups.deliver(List.of(notice), users, ++tellings);
                    holding = !held.isEmpty();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Whom the members were told to be there.
     *
     * @param tellings how many of what this node told led there: what is told next is news for who knows these members
     */
    record Told(List<User> members, long tellings) {}

    /**
     * Whom the members were told to be there.
     *
     * @param before what was the answer last time, or null: it is good while nobody was told anything
     * @param now who is there; nobody comes or goes during this call
     */
    Told told(@Nullable Told before, Collection<User> now) {
        lock.lock();
        try {
            return before != null && before.tellings == tellings ? before : new Told(held.toldOf(now), tellings);
        } finally {
            lock.unlock();
        }
    }

    private boolean expectTimer(long nanos) {
        try {
            if (!timed) {
                Future<?> unused = context.scheduler().schedule(this::timeHasCome, nanos, TimeUnit.NANOSECONDS);
                timed = true;
            }
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void timeHasCome() {
        lock.lock();
        try {
            timed = false;
            tellHeld();
        } finally {
            lock.unlock();
        }
    }

    // under the lock, so that groups get notices in their order, and "before" returns when they are with the groups
    private void tellHeld() {
        if (!held.isEmpty()) {
            groups.deliver(held.takeAll(roomId), users, ++tellings);
        }
        holding = false;
        lastTold = context.ticker().getAsLong(); // also if nobody came who stayed: that was no calm moment
    }
}

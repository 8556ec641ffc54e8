package dev.parlance.session;

import dev.parlance.model.UserId;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one user has left over all connections to this node. Where the user is active on several nodes each of them gives a share, so that everything costs as many times as there are such nodes.
 * Other nodes are asked about a user who does more here than would be allowed on all of them at once; whoever does less cannot go beyond a limit wherever else they are. Any thread; without a
 * lock.
 */
public final class UserBuckets {
    /** For how long a user may do, on all nodes, what is allowed, until a node asks the others. */
    static final long UNASKED = Duration.ofSeconds(3).toNanos();
    /** How long an answer is good enough for a user who goes on so. */
    static final long ASK_AGAIN = Duration.ofSeconds(5).toNanos();
    /** How long an answer is believed at all: a user who is quiet for a while does not get whole bursts on all nodes anew with that. */
    static final long BELIEVED = Duration.ofMinutes(1).toNanos();

    private final UserId id;
    private final KnownUsers users;
    private final Buckets buckets;
    /** When this user would not be known as busy any more. */
    private final AtomicLong busyUntil;

    private final AtomicBoolean isToBeAsked = new AtomicBoolean();
    private volatile long askedAt;
    private volatile Share share;
    /** How many connections this node has of it; guarded by {@link KnownUsers}. */
    int sessions;

    /** What other nodes said, and when. */
    private record Share(int nodes, int roomsElsewhere, long learntAt) {}

    UserBuckets(UserId id, KnownUsers users, long now) {
        this.id = id;
        this.users = users;
        this.buckets = new Buckets(now);
        this.busyUntil = new AtomicLong(now);
        this.askedAt = now - ASK_AGAIN;
        this.share = new Share(1, 0, now);
    }

    public UserId id() {
        return id;
    }

    /** Takes so much of its share if it is there; returns how long to wait until it is, 0 if it was taken. */
    public long tryTake(Metered what, Rate rate, long amount, long now) {
        return tryTake(what, rate, amount, now, now);
    }

    /** The same for what may have been asked for at any time since then. */
    public long tryTake(Metered what, Rate rate, long amount, long since, long now) {
        long wait = buckets.tryTake(what, rate, amount * nodes(now), since, now);
        if (wait == 0) {
            uses(rate, amount, now);
        }
        return wait;
    }

    /** Takes so much of its share, whether it is there or not. */
    public void take(Metered what, Rate rate, long amount, long now) {
        buckets.take(what, rate, amount * nodes(now), now);
        uses(rate, amount, now);
    }

    /**
     * Whether it may be in one room more.
     *
     * @param here in how many it is on this node
     * @param most in how many it may be on all nodes
     */
    public boolean mayEnter(int here, int most, long now) {
        int all = users.nodes();
        if (all > 1 && here >= most / all / 2) { // early, so that an answer is there in time
            askOthers(now);
        }
        Share known = share;
        return here + (isBelieved(known, now) ? known.roomsElsewhere() : 0) < most;
    }

    /** The connection that had taken this goes. */
    void leave() {
        users.leave(this);
    }

    /** All kinds are counted as one: whoever is taken for busy too early costs a question, no more. */
    private void uses(Rate rate, long amount, long now) {
        int all = users.nodes();
        if (all == 1) {
            return;
        }
        double more = amount * Buckets.nanosEach(rate) * all;
        while (true) {
            long until = busyUntil.get();
            long next = (long) Math.min(2.0 * UNASKED, Math.max(0, until - now) + more);
            if (busyUntil.compareAndSet(until, now + next)) {
                if (next > UNASKED) {
                    askOthers(now);
                }
                return;
            }
        }
    }

    private void askOthers(long now) {
        if (now - askedAt >= ASK_AGAIN && isToBeAsked.compareAndSet(false, true)) {
            users.toBeAsked(this);
        }
    }

    /** The others are being asked. */
    void asked(long now) {
        askedAt = now;
        isToBeAsked.set(false);
    }

    /**
     * Other nodes have answered.
     *
     * @param nodes on how many it is active, this one among them
     * @param roomsElsewhere in how many rooms it is on the others
     */
    public void learn(int nodes, int roomsElsewhere, long now) {
        share = new Share(Math.max(1, nodes), Math.max(0, roomsElsewhere), now);
    }

    /** Whether anything was taken of late that is not there again, or it goes on and on. */
    public boolean isActive(long now) {
        return busyUntil.get() - now > 0 || !buckets.areFull(now);
    }

    private int nodes(long now) {
        Share known = share;
        return known.nodes() > 1 && isBelieved(known, now) ? known.nodes() : 1;
    }

    private static boolean isBelieved(Share known, long now) {
        return now - known.learntAt() < BELIEVED;
    }

    /** Whether nothing would be different with new ones. */
    boolean isLikeNew(long now) {
        return !isActive(now) && nodes(now) == 1;
    }
}

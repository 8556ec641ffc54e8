package dev.parlance.session;

import dev.parlance.host.EngineTimer;
import dev.parlance.model.UserId;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The users of a node of whom something was counted: those who are connected, and those who left, or asked without a connection, with something taken, until they have all again, so that whoever
 * comes back finds what was left. Any thread; users do not wait for one another.
 */
public final class KnownUsers {
    private static final long SWEEP_SECONDS = 10;

    private final LongSupplier ticker;
    private final EngineTimer timer;
    private final int mostGone;
    private final ConcurrentMap<UserId, UserBuckets> users = new ConcurrentHashMap<>();
    private final AtomicInteger gone = new AtomicInteger();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final Queue<UserBuckets> toBeAsked = new ConcurrentLinkedQueue<>();
    private IntSupplier nodes = () -> 1;
    private Runnable onBusy = () -> {};

    /**
     * Knows nobody yet.
     *
     * @param mostGone how many who have gone are held: beyond that whoever goes is forgotten
     */
    public KnownUsers(LongSupplier ticker, EngineTimer timer, int mostGone) {
        this.ticker = ticker;
        this.timer = timer;
        this.mostGone = mostGone;
    }

    /**
     * Says who asks the other nodes; before the first user comes.
     *
     * @param all how many nodes there are, this one among them
     * @param asker called when there is someone to ask for, see {@link #nextToAsk}; on the lane of a session
     */
    public void askedBy(IntSupplier all, Runnable asker) {
        this.nodes = all;
        this.onBusy = asker;
    }

    /** A connection, or a request without one, takes of its user's; wants one {@link UserBuckets#leave}. */
    UserBuckets enter(UserId id) {
        return users.compute(id, (key, known) -> {
            UserBuckets own = known;
            if (own == null) {
                own = new UserBuckets(key, this, ticker.getAsLong());
            } else if (own.sessions == 0) {
                gone.decrementAndGet();
            }
            own.sessions++;
            return own;
        });
    }

    /** Takes so much of a user who need not have a connection, as {@link UserBuckets#tryTake} does. */
    public long tryTake(UserId id, Metered what, Rate rate, long amount) {
        UserBuckets own = enter(id);
        try {
            return own.tryTake(what, rate, amount, ticker.getAsLong());
        } finally {
            own.leave();
        }
    }

    /** The same, whether it is there or not. */
    public void take(UserId id, Metered what, Rate rate, long amount) {
        UserBuckets own = enter(id);
        try {
            own.take(what, rate, amount, ticker.getAsLong());
        } finally {
            own.leave();
        }
    }

    void leave(UserBuckets user) {
        long now = ticker.getAsLong();
        users.computeIfPresent(user.id(), (key, own) -> {
            if (--own.sessions > 0) {
                return own;
            }
            if (own.isLikeNew(now) || gone.get() >= mostGone) {
                return null;
            }
            gone.incrementAndGet();
            sweepLater();
            return own;
        });
    }

    /** Null if nothing is counted of it. */
    public @Nullable UserBuckets find(UserId id) {
        return users.get(id);
    }

    /** How many are held; for tests. */
    int size() {
        return users.size();
    }

    int nodes() {
        return nodes.getAsInt();
    }

    void toBeAsked(UserBuckets user) {
        toBeAsked.add(user);
        onBusy.run();
    }

    /** Whom to ask the other nodes for next, those first that have waited longest; null if there is nobody. */
    public @Nullable UserBuckets nextToAsk() {
        return toBeAsked.peek();
    }

    /** The other nodes are being asked for the next one. For one thread at a time. */
    public void asked() {
        UserBuckets first = toBeAsked.poll();
        if (first != null) {
            first.asked(ticker.getAsLong());
        }
    }

    private void sweepLater() {
        if (sweeping.compareAndSet(false, true)) {
            try {
                Future<?> unused = timer.schedule(this::sweep, SWEEP_SECONDS, TimeUnit.SECONDS);
            } catch (RejectedExecutionException e) {
                sweeping.set(false); // the engine stops
            }
        }
    }

    private void sweep() {
        long now = ticker.getAsLong();
        for (UserId each : users.keySet()) {
            users.computeIfPresent(each, (key, own) -> {
                if (own.sessions > 0 || !own.isLikeNew(now)) {
                    return own;
                }
                gone.decrementAndGet();
                return null;
            });
        }
        sweeping.set(false);
        if (gone.get() > 0) {
            sweepLater();
        }
    }
}

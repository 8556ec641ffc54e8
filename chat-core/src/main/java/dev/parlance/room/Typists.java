package dev.parlance.room;

import dev.parlance.broker.Topic;
import dev.parlance.complaint.Complaints;
import dev.parlance.host.EngineContext;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who of this node's users types in one room. Only the beginning and the end are told to others; without a word of its user typing ends by itself. Any
 * thread; under a lock of its own.
 */
final class Typists {
    static final String BEGINS = "parlance.typing";
    static final String ENDS = "parlance.not-typing";
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Typists.class.getName()));

    private final RoomId roomId;
    private final EngineContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UserId, Typist> typists = new HashMap<>(2);

    Typists(RoomId roomId, EngineContext context) {
        this.roomId = roomId;
        this.context = context;
    }

    /** A user types, or still types. */
    void goesOn(User user) {
        lock.lock();
        try {
            long timeout = context.limits().typingTimeout().toNanos();
            long until = context.ticker().getAsLong() + timeout;
            Typist typist = typists.get(user.id());
            if (typist != null) {
                typist.until = until;
            } else {
                Typist begins = new Typist(user, until);
                begins.timer = expire(begins, timeout);
                typists.put(user.id(), begins);
                signal(user, BEGINS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A user who may have typed does so no longer. */
    void ends(UserId userId) {
        lock.lock();
        try {
            Typist typist = typists.get(userId);
            if (typist != null) {
                end(typist);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The newest name counts. */
    void rename(User user) {
        lock.lock();
        try {
            Typist typist = typists.get(user.id());
            if (typist != null) {
                typist.user = user;
            }
        } finally {
            lock.unlock();
        }
    }

    private Future<?> expire(Typist typist, long nanos) {
        return context.scheduler().schedule(() -> timeHasCome(typist), nanos, TimeUnit.NANOSECONDS);
    }

    private void timeHasCome(Typist typist) {
        lock.lock();
        try {
            if (typists.get(typist.user.id()) != typist) {
                return; // ended by word, and maybe begun again
            }
            long left = typist.until - context.ticker().getAsLong();
            if (left <= 0 || !typesOn(typist, left)) {
                end(typist);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Renewed meanwhile. */
    private boolean typesOn(Typist typist, long left) {
        try {
            typist.timer = expire(typist, left);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void end(Typist typist) {
        if (typist.timer != null) {
            typist.timer.cancel(false);
        }
        typists.remove(typist.user.id());
        signal(typist.user, ENDS);
    }

    private void signal(User user, String name) {
        context.broker()
                .signal(new Topic.Room(roomId), Signal.from(user, name, Map.of()))
                .whenComplete((done, error) -> {
                    if (error != null) {
                        COMPLAINTS.warn("typing in a room was not told", roomId + ", " + error);
                    }
                });
    }

    private static final class Typist {
        User user;
        long until;

        @Nullable
        Future<?> timer;

        Typist(User user, long until) {
            this.user = user;
            this.until = until;
        }
    }
}

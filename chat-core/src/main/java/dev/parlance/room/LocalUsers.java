package dev.parlance.room;

import dev.parlance.complaint.Complaints;
import dev.parlance.host.EngineContext;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The users of this node in one room: how many sessions each has, and the grace after a lost connection. The broker hears of a user's first session and
 * of the end of the last. Any thread; under a lock of its own.
 */
final class LocalUsers {
    private static final long RETRY_SECONDS = 5;
    private static final System.Logger LOG = System.getLogger(LocalUsers.class.getName());
    private static final Complaints COMPLAINTS = Complaints.of(LOG);

    private final LiveRoom room;
    private final EngineContext context;
    private final Rooms rooms;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UserId, LocalUser> users = new HashMap<>(2);

    LocalUsers(LiveRoom room, EngineContext context, Rooms rooms) {
        this.room = room;
        this.context = context;
        this.rooms = rooms;
    }

    /** A session came; the stage completes when its user counts as present. */
    CompletionStage<Long> enter(User user) {
        boolean wasInGrace = false;
        CompletionStage<Long> entered;
        lock.lock();
        try {
            LocalUser local = users.computeIfAbsent(user.id(), id -> new LocalUser(user));
            local.sessions++;
            if (local.grace != null) {
                local.grace.cancel(false);
                local.grace = null;
                wasInGrace = true;
            }
            entered = told(local, user, room.roster.hasOtherName(user));
        } finally {
            lock.unlock();
        }
        if (wasInGrace) {
            rooms.release(room);
        }
        return entered;
    }

    /** A session's user has another name from now on; the stage completes when that is told. */
    CompletionStage<Long> rename(User user) {
        lock.lock();
        try {
            LocalUser local = users.get(user.id());
            if (local == null) {
                return CompletableFuture.completedFuture(0L);
            }
            return told(local, user, false);
        } finally {
            lock.unlock();
        }
    }

    /** Tells the broker who is in, unless it knows; the newest name counts. Under the lock. */
    private CompletionStage<Long> told(LocalUser local, User user, boolean knownByAnotherName) {
        CompletionStage<Long> last = local.entered;
        if (last == null || hasFailed(last) || !local.user.equals(user) || knownByAnotherName) {
            local.user = user;
            last = context.broker().enter(room.id, user);
            local.entered = last;
        }
        return last;
    }

    /** How many notices the coming of a session brings about whose user goes by this name: of one who was not here its own and that of its going, of one with another name one. */
    int noticesOf(User user) {
        lock.lock();
        try {
            LocalUser local = users.get(user.id());
            if (local == null) {
                return 2;
            }
            return !local.user.equals(user) || room.roster.hasOtherName(user) ? 1 : 0;
        } finally {
            lock.unlock();
        }
    }

    private static boolean hasFailed(CompletionStage<Long> entered) {
        return entered.toCompletableFuture().isCompletedExceptionally();
    }

    /**
     * A session went. Returns whether its hold on the room passes on to the grace; if not, the caller releases the room.
     *
     * @param lost whether the connection was lost, rather than the room left by word
     */
    boolean leave(UserId userId, boolean lost) {
        lock.lock();
        try {
            LocalUser local = users.get(userId);
            if (local == null) {
                return false;
            }
            if (--local.sessions > 0) {
                return false;
            }
            long grace = context.limits().presenceGrace().toNanos();
            if (lost && grace > 0 && beginGrace(local, grace)) {
                return true;
            }
            remove(local);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whose connection was lost does not stay any longer.
     *
     * @param only whose, or null for everybody
     */
    void endGraces(@Nullable UserId only) {
        int ended = 0;
        lock.lock();
        try {
            for (LocalUser local : List.copyOf(users.values())) {
                if (local.grace != null && (only == null || only.equals(local.user.id()))) {
                    local.grace.cancel(false);
                    local.grace = null;
                    remove(local);
                    ended++;
                }
            }
        } finally {
            lock.unlock();
        }
        for (int i = 0; i < ended; i++) {
            rooms.release(room);
        }
    }

    /** The name that a user goes by, which a session of theirs on another lane may have heard of first. */
    User newest(User user) {
        lock.lock();
        try {
            LocalUser local = users.get(user.id());
            return local == null ? user : local.user;
        } finally {
            lock.unlock();
        }
    }

    private boolean beginGrace(LocalUser local, long grace) {
        try {
            int mine = ++local.graces;
            local.grace = context.scheduler().schedule(() -> graceOver(local, mine), grace, TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            return false; // without a timer the user would stay for ever
        }
    }

    private void graceOver(LocalUser local, int which) {
        lock.lock();
        try {
            if (local.grace == null || local.graces != which) {
                return; // back in time, and maybe lost once more: a timer that ran already could not be cancelled
            }
            local.grace = null;
            remove(local);
        } finally {
            lock.unlock();
        }
        rooms.release(room);
    }

    private void remove(LocalUser local) {
        users.remove(local.user.id());
        leave(local.user.id());
    }

    /** Tries until the store takes it: a leave that is lost would leave a ghost. */
    private void leave(UserId userId) {
        context.broker().leave(room.id, userId).whenComplete((version, error) -> {
            if (error != null) {
                COMPLAINTS.warn("leaving a room was not told yet", room.id + ", " + error);
                tryAgain(() -> leaveLate(userId));
            }
        });
    }

    /** The room may have begun a new life meanwhile, with this user in it. */
    private void leaveLate(UserId userId) {
        LiveRoom now;
        try {
            now = rooms.hold(room.id);
        } catch (Throwable e) { // the host says nothing of the room at the moment
            COMPLAINTS.error("leaving a room was not told yet", room.id, e);
            tryAgain(() -> leaveLate(userId));
            return;
        }
        now.localUsers.leaveUnlessBack(userId);
        rooms.release(now);
    }

    private void leaveUnlessBack(UserId userId) {
        lock.lock();
        try {
            if (!users.containsKey(userId)) {
                leave(userId);
            }
        } finally {
            lock.unlock();
        }
    }

    private void tryAgain(Runnable attempt) {
        try {
            Future<?> unused = context.scheduler().schedule(attempt, RETRY_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the engine has stopped");
        }
    }

    private static final class LocalUser {
        User user;
        int sessions;
        int graces;

        @Nullable
        CompletionStage<Long> entered;

        @Nullable
        Future<?> grace;

        LocalUser(User user) {
            this.user = user;
        }
    }
}

package dev.parlance.room;

import dev.parlance.complaint.Complaints;
import dev.parlance.host.EngineContext;
import dev.parlance.model.Presence;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a room, over all nodes, as this node knows it ({@link KnownMembers}): reads the members when that is due, and announces what has changed. Any thread; under a lock of its own.
 */
public final class Roster {
    private static final long RETRY_SECONDS = 5;
    private static final System.Logger LOG = System.getLogger(Roster.class.getName());
    private static final Complaints COMPLAINTS = Complaints.of(LOG);

    private final RoomId roomId;
    private final Sight sight;
    private final PresenceNotices notices;
    private final EngineContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private final KnownMembers known = new KnownMembers();
    private PresenceNotices.@Nullable Told told;
    private @Nullable Future<?> retry;
    private volatile boolean closed;

    /** Who notes which users are seen in the room; under the roster's lock. */
    interface Sight {
        void comes(UserId userId);

        void goes(UserId userId);
    }

    Roster(RoomId roomId, PresenceNotices notices, EngineContext context, Sight sight) {
        this.sight = sight;
        this.roomId = roomId;
        this.notices = notices;
        this.context = context;
    }

    /** Reads the members from the store, and again until nothing newer was heard meanwhile; whichever of these readings fails, it fails once. */
    CompletionStage<Void> load() {
        return read().whenComplete((done, error) -> {
            if (error != null) {
                failed(error);
            }
        });
    }

    private CompletionStage<Void> read() {
        lock.lock();
        try {
            known.reading();
        } finally {
            lock.unlock();
        }
        return context.broker()
                .members(roomId)
                .thenCompose(presence -> adopt(presence) ? CompletableFuture.completedFuture(null) : read());
    }

    void apply(RoomEvent.Joined event) {
        lock.lock();
        try {
            if (isNews(event.version())) {
                announce(known.joined(event.user()));
            }
        } finally {
            lock.unlock();
        }
    }

    void apply(RoomEvent.Left event) {
        lock.lock();
        try {
            if (isNews(event.version())) {
                announce(known.left(event.user()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nobody of this node is in the room any more: what was to be tried again need not be, and nobody is seen here. */
    void close() {
        lock.lock();
        try {
            closed = true;
            known.all().forEach(user -> sight.goes(user.id()));
        } finally {
            lock.unlock();
        }
    }

    /** Something may have been missed. */
    void reload() {
        lock.lock();
        try {
            if (retry != null) {
                retry.cancel(false);
                retry = null;
            }
            if (closed || !known.suspect()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        load();
    }

    /**
     * Who is there at a moment, as the others were told.
     *
     * @param announced how much was announced up to it on this node: not the version, which a store that lost something counts anew
     */
    public record Snapshot(List<User> members, long announced) {}

    /**
     * The members with {@code self} among them. Of who comes and goes just now the others have not been told yet: they are told together, and so is who gets this.
     *
     * @param entered the version since which {@code self} is in under that name: it may not have been heard of here yet, and from then on a newer name counts
     */
    Snapshot snapshot(User self, long entered) {
        lock.lock();
        try {
            PresenceNotices.Told others = notices.told(told, known.all());
            told = others;
            User heard = known.find(self.id());
            return new Snapshot(
                    withSelf(others.members(), heard == null || known.version() < entered ? self : heard),
                    others.tellings());
        } finally {
            lock.unlock();
        }
    }

    private static List<User> withSelf(List<User> others, User self) {
        List<User> all = new ArrayList<>(others.size() + 1);
        boolean isIn = false;
        for (User user : others) {
            boolean isSelf = user.id().equals(self.id());
            isIn |= isSelf;
            all.add(isSelf ? self : user);
        }
        if (!isIn) {
            all.add(self);
        }
        return Collections.unmodifiableList(all);
    }

    /** How many are there. */
    int count() {
        lock.lock();
        try {
            return known.count();
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody is there, under whichever name. */
    boolean has(UserId userId) {
        lock.lock();
        try {
            return known.find(userId) != null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether others know a user by another name, which some node has entered since. */
    boolean hasOtherName(User user) {
        lock.lock();
        try {
            User heard = known.find(user.id());
            return heard != null && !heard.equals(user);
        } finally {
            lock.unlock();
        }
    }

    private boolean isNews(long version) {
        return switch (known.hear(version)) {
            case NEWS -> true;
            case OLD -> false;
            case AFTER_A_GAP -> {
                readSoon();
                yield false;
            }
        };
    }

    private void readSoon() {
        known.reading();
        try {
            context.executor().execute(this::load);
        } catch (Throwable e) { // refused, or the host's executor failed
            known.failed(); // the next join or leave jumps too, and tries again
        }
    }

    private boolean adopt(Presence presence) {
        lock.lock();
        try {
            boolean isFirst = known.isUnread();
            List<KnownMembers.Change> changes = known.adopt(presence);
            if (changes == null) {
                return false;
            }
            if (isFirst && !closed) {
                known.all().forEach(user -> sight.comes(user.id())); // of whom nothing is announced
            }
            changes.forEach(this::announce);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void failed(Throwable error) {
        COMPLAINTS.warn("reading the members of a room failed", roomId + ", " + error);
        lock.lock();
        try {
            if (known.failed() && !closed) {
                retry = context.scheduler().schedule(this::reload, RETRY_SECONDS, TimeUnit.SECONDS);
            }
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the engine has stopped");
        } finally {
            lock.unlock();
        }
    }

    // under the lock, so that joins and leaves are told in the order of their versions
    private void announce(KnownMembers.Change change) {
        User user = change.user();
        if (!change.joined()) {
            sight.goes(user.id());
        } else if (!change.isNewName() && !closed) {
            sight.comes(user.id());
        }
        notices.tell(change, known.count());
    }
}

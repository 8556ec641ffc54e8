package dev.parlance.room;

import dev.parlance.complaint.Complaints;
import dev.parlance.fanout.Notice;
import dev.parlance.host.EngineContext;
import dev.parlance.model.Presence;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.ServerEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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
 * Who is in a room, over all nodes, as this node knows it: a copy that joins and leaves keep current. A version that jumps shows that some were
 * missed; the members are then read anew and the difference is announced. Any thread; under a lock of its own.
 */
public final class Roster {
    private static final long RETRY_SECONDS = 5;
    private static final System.Logger LOG = System.getLogger(Roster.class.getName());
    private static final Complaints COMPLAINTS = Complaints.of(LOG);

    private final RoomId roomId;
    private final PresenceNotices notices;
    private final EngineContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UserId, User> members = new LinkedHashMap<>();
    private long version;
    private long announced;
    private long newest;
    private boolean loading;
    private boolean loaded;
    private boolean again;
    private @Nullable Future<?> retry;
    private volatile boolean closed;

    Roster(RoomId roomId, PresenceNotices notices, EngineContext context) {
        this.roomId = roomId;
        this.notices = notices;
        this.context = context;
    }

    /** Reads the members from the store, and again until nothing newer was heard meanwhile. */
    CompletionStage<Void> load() {
        lock.lock();
        try {
            loading = true;
        } finally {
            lock.unlock();
        }
        return context.broker()
                .members(roomId)
                .thenCompose(presence -> adopt(presence) ? CompletableFuture.completedFuture(null) : load())
                .whenComplete((done, error) -> {
                    if (error != null) {
                        failed(error);
                    }
                });
    }

    void apply(RoomEvent.Joined event) {
        lock.lock();
        try {
            if (isNext(event.version())) {
                User before = members.put(event.user().id(), event.user());
                announceJoin(event.user(), before != null && !before.equals(event.user()));
            }
        } finally {
            lock.unlock();
        }
    }

    void apply(RoomEvent.Left event) {
        lock.lock();
        try {
            if (isNext(event.version())) {
                members.remove(event.user().id());
                announceLeave(event.user());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nobody of this node is in the room any more: what was to be tried again need not be. */
    void close() {
        closed = true;
    }

    /** Something may have been missed. */
    void reload() {
        lock.lock();
        try {
            if (retry != null) {
                retry.cancel(false);
                retry = null;
            }
            if (closed) {
                return;
            }
            newest = 0; // the store may have fallen back
            if (loading || !loaded) {
                again = true;
                return;
            }
        } finally {
            lock.unlock();
        }
        load();
    }

    /**
     * Who is there at a moment.
     *
     * @param announced how many joins and leaves were announced up to it on this node: not the version, which a store that lost something counts anew
     */
    public record Snapshot(List<User> members, long announced) {}

    /**
     * The members with {@code self} among them.
     *
     * @param entered the version since which {@code self} is in under that name: it may not have been heard of here yet, and from then on a newer name counts
     */
    Snapshot snapshot(User self, long entered) {
        lock.lock();
        try {
            List<User> all = new ArrayList<>(members.values());
            if (!members.containsKey(self.id())) {
                all.add(self);
            } else if (version < entered) {
                all.replaceAll(user -> user.id().equals(self.id()) ? self : user);
            }
            return new Snapshot(Collections.unmodifiableList(all), announced);
        } finally {
            lock.unlock();
        }
    }

    /** Whether others know a user by another name, which some node has entered since. */
    boolean hasOtherName(User user) {
        lock.lock();
        try {
            User known = members.get(user.id());
            return known != null && !known.equals(user);
        } finally {
            lock.unlock();
        }
    }

    private boolean isNext(long next) {
        newest = Math.max(newest, next);
        if (loading || !loaded || next <= version) {
            return false;
        }
        if (next > version + 1) {
            readSoon();
            return false;
        }
        version = next;
        return true;
    }

    private void readSoon() {
        loading = true;
        try {
            context.executor().execute(this::load);
        } catch (Throwable e) { // refused, or the host's executor failed
            loading = false; // the next join or leave jumps too, and tries again
        }
    }

    private boolean adopt(Presence presence) {
        lock.lock();
        try {
            if (again) {
                again = false;
                newest = 0;
                return false;
            }
            if (presence.version() < newest) {
                return false;
            }
            Map<UserId, User> before = new LinkedHashMap<>(members);
            Map<UserId, User> gone = new LinkedHashMap<>(members);
            List<User> came = new ArrayList<>();
            for (User user : presence.members()) {
                User known = gone.remove(user.id());
                if (known == null || !known.equals(user)) { // under another name is news too
                    came.add(user);
                }
            }
            members.clear();
            presence.members().forEach(user -> members.put(user.id(), user));
            version = presence.version();
            newest = version;
            if (loaded) {
                gone.values().forEach(this::announceLeave);
                came.forEach(user -> announceJoin(user, before.containsKey(user.id())));
            }
            loaded = true;
            loading = false;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void failed(Throwable error) {
        COMPLAINTS.warn("reading the members of a room failed", roomId + ", " + error);
        lock.lock();
        try {
            loading = false;
            if (loaded && !closed) { // the first reading fails the joins that wait for it
                retry = context.scheduler().schedule(this::reload, RETRY_SECONDS, TimeUnit.SECONDS);
            }
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the engine has stopped");
        } finally {
            lock.unlock();
        }
    }

    private void announceJoin(User user, boolean isNewName) {
        announce(new ServerEvent.UserJoined(roomId, user), user.id(), isNewName);
    }

    private void announceLeave(User user) {
        announce(new ServerEvent.UserLeft(roomId, user), user.id(), false);
    }

    // under the lock, so that joins and leaves are told in the order of their versions
    private void announce(ServerEvent event, UserId userId, boolean isNewName) {
        notices.tell(new Notice(event, userId, isNewName, ++announced), members.size());
    }
}

package dev.parlance.watch;

import dev.parlance.broker.Topic;
import dev.parlance.complaint.Complaints;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.session.Session;
import dev.parlance.transport.ServerEvent;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/**
 * Tells users what concerns them alone, wherever they are connected: those of their sessions that want to know. What is told goes to the user's own topic once, whoever listens, and a node listens there while
 * one of its sessions watches: one subscription a user, of so many users as there may be rooms. Any thread.
 */
public final class Watchers {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Watchers.class.getName()));
    /** What each signal becomes for the devices of a user. */
    private static final Map<String, BiFunction<UserId, Map<String, String>, ServerEvent>> EVENTS =
            Map.of(MarkSignal.NAME, MarkSignal::event, MentionSignal.NAME, MentionSignal::event);

    private final EngineContext context;
    private final ConcurrentHashMap<UserId, WatchedUser> users = new ConcurrentHashMap<>();
    private volatile BiFunction<User, RoomId, CompletionStage<Boolean>> mayRead =
            (user, roomId) -> CompletableFuture.completedFuture(false);

    public Watchers(EngineContext context) {
        this.context = context;
    }

    /** Says who decides which rooms a user may read; comes before the first session. */
    public void asks(BiFunction<User, RoomId, CompletionStage<Boolean>> reading) {
        mayRead = reading;
    }

    /** Tells all watching sessions of a user, on all nodes. Nobody waits for it: who misses it reads it again. */
    public void tell(UserId userId, Signal signal) {
        Future<?> unused =
                context.broker().signal(new Topic.Recipient(userId), signal).toCompletableFuture();
    }

    /**
     * A session watches from now on, until it ends. On its lane.
     *
     * @return completes when it hears everything that is told from then on; fails with {@link ErrorCode#OVERLOADED} if it would be one user too many for this node
     */
    public CompletionStage<Void> watch(Session session) {
        if (session.isGone()) {
            return CompletableFuture.completedFuture(null);
        }
        UserId userId = session.user().id();
        // subscribing within compute keeps it behind the unsubscribing of this user's former watching
        WatchedUser user = users.compute(userId, (id, known) -> {
            WatchedUser watched = known == null || known.hasFailed() ? subscribed(id) : known;
            watched.add(session);
            return watched;
        });
        session.atEnd(() -> unwatch(session));
        return Deadline.within(context, user.ready)
                .whenCompleteAsync(
                        (done, error) -> {
                            if (error != null) {
                                unwatch(session);
                            }
                        },
                        session.onLane());
    }

    /** It does not any more. On its lane. */
    public void unwatch(Session session) {
        session.atEnd(null);
        users.computeIfPresent(session.user().id(), (id, user) -> {
            if (!user.remove(session) || user.isWatched()) {
                return user;
            }
            unsubscribe(id);
            return null;
        });
    }

    /** Something was told to a user; returns whether anybody here watches. One call at a time for each user. */
    public boolean heard(UserId userId, Signal signal) {
        WatchedUser user = users.get(userId);
        BiFunction<UserId, Map<String, String>, ServerEvent> event = EVENTS.get(signal.name());
        if (user == null || event == null) {
            return false;
        }
        ServerEvent what = event.apply(userId, signal.data());
        if (what instanceof ServerEvent.UserMentioned mentioned) {
            user.tell(mentioned, mayRead);
        } else {
            user.tell(what);
        }
        return true;
    }

    private WatchedUser subscribed(UserId userId) {
        if (users.mappingCount() >= context.limits().maxRoomsPerNode()) {
            throw new ChatException(ErrorCode.OVERLOADED, "this server watches for as many users as it may");
        }
        return new WatchedUser(context.broker().subscribe(new Topic.Recipient(userId)));
    }

    private void unsubscribe(UserId userId) {
        context.broker().unsubscribe(new Topic.Recipient(userId)).whenComplete((done, error) -> {
            if (error != null) {
                COMPLAINTS.warn("unsubscribing from what is told to a user failed", userId + ", " + error);
            }
        });
    }

    /** For how many users this node listens; for tests. */
    int size() {
        return users.size();
    }
}

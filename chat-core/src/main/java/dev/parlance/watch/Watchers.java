package dev.parlance.watch;

import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.broker.Topic;
import dev.parlance.complaint.Complaints;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageId;
import dev.parlance.model.Reaction;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.session.Session;
import dev.parlance.transport.ServerEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells users what concerns them alone, wherever they are connected: those of their sessions that want to know. What is told goes to the user's own topic once, whoever listens, and a node listens there while
 * one of its sessions watches: one subscription a user, of so many users as there may be rooms. Any thread.
 */
public final class Watchers {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Watchers.class.getName()));
    /** What each signal becomes for the devices of a user. */
    private static final Map<String, BiFunction<UserId, Map<String, String>, ServerEvent>> EVENTS = Map.of(
            MarkSignal.NAME,
            MarkSignal::event,
            MentionSignal.NAME,
            MentionSignal::event,
            ProfileSignal.NAME,
            ProfileSignal::event,
            ReactionSignal.NAME,
            ReactionSignal::event);

    /** How many rooms all who watch on a node may follow, each counted for itself, for each room that the node may hold. */
    private static final long MOST_FOLLOWED = 16;

    /** Between two users whose devices are told that something was lost, and after how many the next one is told at once. */
    private static final Duration SPREAD = Duration.ofMillis(5);

    private static final int SPREADS = 1_000;

    private final EngineContext context;
    private final BooleanSupplier stopping;
    private final Activities activities;
    private final WatchedRooms rooms;
    private final DoubtedMarks doubted;
    private final AtomicLong followed = new AtomicLong();
    private final AtomicLong losses = new AtomicLong();
    private final ConcurrentHashMap<UserId, WatchedUser> users = new ConcurrentHashMap<>();
    private volatile BiFunction<User, RoomId, CompletionStage<Boolean>> mayRead =
            (user, roomId) -> CompletableFuture.completedFuture(false);

    /**
     * Nobody watches yet.
     *
     * @param stopping whether the node is about to stop
     */
    public Watchers(EngineContext context, Followers followers, BooleanSupplier stopping) {
        this.context = context;
        this.stopping = stopping;
        this.activities = new Activities(context);
        this.rooms = new WatchedRooms(context, followers, activities, stopping);
        this.doubted = new DoubtedMarks(context, this::tell);
    }

    /** Says who decides which rooms a user may read; comes before the first session. */
    public void asks(BiFunction<User, RoomId, CompletionStage<Boolean>> reading) {
        mayRead = reading;
        activities.asks(reading);
    }

    /** Tells all watching sessions of a user, on all nodes. Nobody waits for it: who misses it reads it again. */
    public void tell(UserId userId, Signal signal) {
        Future<?> unused =
                context.broker().signal(new Topic.Recipient(userId), signal).toCompletableFuture();
    }

    /** Tells all watching sessions of a user what the user has added to a message, or taken back. */
    public void reacted(RoomId roomId, MessageId messageId, Reaction reaction) {
        tell(reaction.userId(), ReactionSignal.of(roomId, messageId, reaction));
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
        WatchedUser first = new WatchedUser(userId, followed);
        // subscribing within compute keeps it behind the unsubscribing of this user's former watching
        WatchedUser user = users.compute(userId, (id, known) -> {
            WatchedUser watched = known == null || known.hasFailed() ? subscribed(id, first, known) : known;
            watched.add(session);
            return watched;
        });
        session.atEnd(() -> unwatch(session));
        if (user == first) {
            first.begin(listening -> listening
                    .thenCompose(done -> context.broker().marks(userId))
                    .thenCompose(marks -> followAll(first, marks)));
        }
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
        UserId userId = session.user().id();
        WatchedUser watched = users.get(userId);
        users.computeIfPresent(userId, (id, user) -> {
            if (!user.remove(session) || user.isWatched()) {
                return user;
            }
            unsubscribe(id);
            return null;
        });
        if (watched != null && !watched.isWatched()) {
            forget(watched);
        }
    }

    /** Something was told to a user; returns whether anybody here watches. One call at a time for each user. */
    public boolean heard(UserId userId, Signal signal) {
        WatchedUser user = users.get(userId);
        BiFunction<UserId, Map<String, String>, ServerEvent> known = EVENTS.get(signal.name());
        if (user == null || known == null) {
            return false;
        }
        ServerEvent event = known.apply(userId, signal.data());
        if (event instanceof ServerEvent.MarkUpdated mark) {
            moved(user, mark);
        } else if (event instanceof ServerEvent.UserMentioned mentioned) {
            user.tell(mentioned, MentionSignal.at(signal.data()), mayRead);
        } else {
            user.tell(event);
        }
        return true;
    }

    /** Something that was told to a user may have been lost. Devices read again then, users one after the other: all of a node's topics break at once. One call at a time for each user. */
    public void lost(UserId userId) {
        WatchedUser user = users.get(userId);
        if (user != null) {
            soon(SPREAD.multipliedBy(losses.getAndIncrement() % SPREADS), () -> {
                user.tell(new ServerEvent.WatchGap());
                doubted.askAll(user);
            });
        }
    }

    /** A ring of a room's bell may have been lost. Where the room stands is read again then, rooms one after the other. One call at a time for each room. */
    public void lost(RoomId roomId) {
        rooms.lost(roomId);
    }

    /** A room's bell was rung; returns whether anybody here listens. One call at a time for each room. */
    public boolean heard(RoomId roomId, Signal signal) {
        return rooms.heard(roomId, signal);
    }

    /** What the host has said of a user's rights may be otherwise by now. */
    public void doubt(UserId userId) {
        WatchedUser user = users.get(userId);
        if (user != null) {
            user.rights().doubt();
        }
    }

    /** What the host has said of a room to a user, or to everybody if null, may be otherwise by now. */
    public void doubt(RoomId roomId, @Nullable UserId only) {
        if (only == null) {
            rooms.usersOf(roomId).forEach(user -> user.rights().doubt(roomId));
            return;
        }
        WatchedUser user = users.get(only);
        if (user != null) {
            user.rights().doubt(roomId);
        }
    }

    private void moved(WatchedUser user, ServerEvent.MarkUpdated mark) {
        RoomId roomId = mark.marked();
        boolean before = user.follows(roomId);
        KnownMarks.Heard heard = user.marks().heard(mark);
        if (heard.isNews()) {
            tell(user, mark, before);
        }
        if (heard.isToBeAsked()) {
            soon(() -> doubted.ask(user, roomId));
        }
    }

    private void tell(WatchedUser user, ServerEvent.MarkUpdated mark, boolean followed) {
        RoomId roomId = mark.marked();
        user.tell(mark);
        if (user.follows(roomId) != followed) {
            user.rights().doubt(roomId);
            soon(() -> follow(user, roomId));
        }
    }

    private void follow(WatchedUser user, RoomId roomId) {
        try {
            Future<?> unused = rooms.follow(roomId, user).toCompletableFuture();
        } catch (ChatException e) {
            COMPLAINTS.warn("a room is not watched for who follows it now", e.getMessage());
        }
    }

    /** Not within a call of the broker's, which holds that topic. */
    private void soon(Runnable step) {
        soon(Duration.ZERO, step);
    }

    private void soon(Duration delay, Runnable step) {
        try {
            Future<?> unused = context.scheduler().schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // the engine has stopped, and has nobody who could hear anything
        }
    }

    private WatchedUser subscribed(UserId userId, WatchedUser user, @Nullable WatchedUser failed) {
        if (failed != null) {
            forget(failed);
        } else if (users.mappingCount() >= context.limits().maxRoomsPerNode()) {
            throw new ChatException(ErrorCode.OVERLOADED, "this server watches for as many users as it may");
        }
        user.listens(context.broker().subscribe(new Topic.Recipient(userId)));
        return user;
    }

    private CompletionStage<Void> followAll(WatchedUser user, List<KeptMark> marks) {
        marks.forEach(kept -> user.marks().kept(kept.mark()));
        if (followed.get() > MOST_FOLLOWED * context.limits().maxRoomsPerNode()) {
            throw new ChatException(
                    ErrorCode.OVERLOADED, "those who watch on this server follow as many rooms as they may");
        }
        return CompletableFuture.allOf(user.marks().followed().stream()
                .map(roomId -> rooms.follow(roomId, user).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    private void forget(WatchedUser user) {
        user.marks().close().forEach(roomId -> follow(user, roomId));
    }

    private void unsubscribe(UserId userId) {
        context.broker().unsubscribe(new Topic.Recipient(userId)).whenComplete((done, error) -> {
            if (error != null && !stopping.getAsBoolean()) {
                COMPLAINTS.warn("unsubscribing from what is told to a user failed", userId + ", " + error);
            }
        });
    }

    /** For how many users this node listens; for tests. */
    int size() {
        return users.size();
    }

    /** To how many bells; for tests. */
    int bells() {
        return rooms.size();
    }
}

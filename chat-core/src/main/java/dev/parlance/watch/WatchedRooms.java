package dev.parlance.watch;

import dev.parlance.broker.Topic;
import dev.parlance.complaint.Complaints;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.model.Activity;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rooms whose bells this node listens to: those that its watching users follow, each once, and as many as it may hold. Where each stands is read again where the broker says that rings may have been lost, and
 * once a minute, at different seconds, which heals a ring of whose loss nobody knows. Any thread.
 */
final class WatchedRooms {
    /** Between two readings of where a room stands. */
    static final Duration READ_AGAIN = Duration.ofMinutes(1);

    /** After how long it is read again where it could not be read. */
    private static final Duration TRIED_AGAIN = Duration.ofSeconds(10);
    /** Between two rooms that are read since rings may have been lost, and after how many the next one is read at once: all of a node's bells break at once. */
    private static final Duration SPREAD = Duration.ofMillis(1);

    private static final int SPREADS = 5_000;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(WatchedRooms.class.getName()));

    private final EngineContext context;
    private final Followers followers;
    private final Activities activities;
    private final BooleanSupplier stopping;
    private final ConcurrentHashMap<RoomId, WatchedRoom> rooms = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong losses = new AtomicLong();

    WatchedRooms(EngineContext context, Followers followers, Activities activities, BooleanSupplier stopping) {
        this.stopping = stopping;
        this.context = context;
        this.followers = followers;
        this.activities = activities;
    }

    /**
     * A user follows a room now, or does not any more: whatever is so when this is called.
     *
     * @return completes when every ring from then on is heard, if there is one to be heard
     * @throws ChatException {@link ErrorCode#OVERLOADED} if it would be one room too many for this node
     */
    CompletionStage<Void> follow(RoomId roomId, WatchedUser user) {
        // subscribing within compute keeps it behind the unsubscribing of this room's former watching
        WatchedRoom room =
                rooms.compute(roomId, (id, known) -> user.follows(id) ? with(id, known, user) : without(known, user));
        if (room == null) {
            return Activities.DONE;
        }
        look();
        return room.ready;
    }

    private WatchedRoom with(RoomId id, @Nullable WatchedRoom known, WatchedUser user) {
        WatchedRoom room = known;
        if (room == null || room.ready.isCompletedExceptionally()) { // whoever comes after a failure tries again
            if (room == null && rooms.mappingCount() >= context.limits().maxRoomsPerNode()) {
                throw new ChatException(ErrorCode.OVERLOADED, "this server watches as many rooms as it may");
            }
            long seconds = 1 + numbers.getAndIncrement() % READ_AGAIN.toSeconds();
            room = new WatchedRoom(
                    id,
                    context.broker().subscribe(new Topic.Bell(id)),
                    now() + Duration.ofSeconds(seconds).toNanos());
            if (known != null) {
                room.users.addAll(known.users);
            }
        }
        room.users.add(user);
        return room;
    }

    private @Nullable WatchedRoom without(@Nullable WatchedRoom known, WatchedUser user) {
        if (known == null || !known.users.remove(user) || !known.users.isEmpty()) {
            return known;
        }
        context.broker().unsubscribe(new Topic.Bell(known.id)).whenComplete((done, error) -> {
            if (error != null && !stopping.getAsBoolean()) {
                COMPLAINTS.warn("unsubscribing from a room's bell failed", known.id + ", " + error);
            }
        });
        return null;
    }

    /** Who of this node is told what happens in a room. */
    Set<WatchedUser> usersOf(RoomId roomId) {
        WatchedRoom room = rooms.get(roomId);
        return room == null ? Set.of() : room.users;
    }

    /** A bell was rung; returns whether anybody here listens. One call at a time for each room. */
    boolean heard(RoomId roomId, Signal signal) {
        WatchedRoom room = rooms.get(roomId);
        if (room == null || !signal.name().equals(BellSignal.NAME)) {
            return false;
        }
        Activity news = room.rung(BellSignal.state(signal.data()));
        if (news != null) {
            room.users.forEach(user -> activities.happened(user, news));
        }
        return true;
    }

    /** A ring may have been lost. One call at a time for each room. */
    void lost(RoomId roomId) {
        WatchedRoom room = rooms.get(roomId);
        if (room == null || !room.doubt()) {
            return;
        }
        Duration delay = SPREAD.multipliedBy(losses.getAndIncrement() % SPREADS);
        try {
            Future<?> unused = context.scheduler().schedule(() -> settle(room), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // the engine has stopped, and has nobody who could hear anything
        }
    }

    private void settle(WatchedRoom room) {
        room.settling();
        if (!room.users.isEmpty()) {
            read(room);
        }
    }

    private void look() {
        if (looking.compareAndSet(false, true)) {
            lookLater();
        }
    }

    private void lookLater() {
        try {
            Future<?> unused = context.scheduler().schedule(this::lookNow, LOOK.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            looking.set(false); // the engine has stopped
        }
    }

    private void lookNow() {
        long now = now();
        for (WatchedRoom room : rooms.values()) {
            if (room.isDue(now, READ_AGAIN.toNanos())) {
                read(room);
            }
        }
        if (!rooms.isEmpty()) {
            lookLater();
            return;
        }
        looking.set(false);
        if (!rooms.isEmpty()) {
            look(); // somebody came meanwhile
        }
    }

    private void read(WatchedRoom room) {
        Deadline.within(context, context.broker().head(room.id, null)).whenComplete((head, error) -> {
            if (error == null) {
                read(room, head);
            } else {
                room.dueAt(now() + TRIED_AGAIN.toNanos());
                COMPLAINTS.warn("where a watched room stands cannot be read", room.id + ", " + error);
            }
        });
    }

    /** Of a room of which nothing was known those hear who have something to read there. */
    private void read(WatchedRoom room, RoomHead head) {
        RoomState state = RoomState.of(head);
        boolean isAnother = room.isAnotherLog(state);
        Activity news = room.news(state);
        if (news == null) {
            return;
        }
        if (isAnother && head.posts() > 0) {
            followers.announce(
                    room.id); // nobody may have read anything of this log yet, and all the same they follow it
        }
        for (WatchedUser user : room.users) {
            if (!isAnother || user.marks().isBehind(room.id, state)) {
                activities.happened(user, news);
            }
        }
    }

    private long now() {
        return context.ticker().getAsLong();
    }

    /** How many there are; for tests. */
    int size() {
        return rooms.size();
    }
}

package dev.parlance.watch;

import dev.parlance.host.EngineContext;
import dev.parlance.host.Pacing;
import dev.parlance.model.Activity;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Tells watching users what happened in rooms that they follow: once a second at the most, all rooms together, the last for sure, and of those rooms alone that their login may read. What the host said of that
 * holds for some seconds; what it could not say it is asked again. Any thread.
 */
final class Activities {
    /** Between two tellings of a user, on this node. */
    static final Duration PAUSE = Duration.ofSeconds(1);
    /** Of how many users this node remembers that they were told just now; beyond that a user is told at once. */
    static final int MOST = 65_536;
    /** For how long it holds that a user may read a room. */
    static final Duration MAY = Duration.ofSeconds(10);
    /** For how long it holds that a user may not. */
    static final Duration MAY_NOT = Duration.ofMinutes(1);

    /** After how long a host is asked again that could not say. */
    static final Duration ASKED_AGAIN = Duration.ofSeconds(10);

    static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private final EngineContext context;
    private final Pacing<WatchedUser, Map<RoomId, Activity>, Void> pacing;
    /** What the host could not decide on, until it is asked again. */
    private final ConcurrentMap<WatchedUser, Map<RoomId, Activity>> undecided = new ConcurrentHashMap<>();

    private volatile BiFunction<User, RoomId, CompletionStage<Boolean>> mayRead =
            (user, roomId) -> CompletableFuture.completedFuture(false);

    Activities(EngineContext context) {
        this.context = context;
        this.pacing = new Pacing<>(
                context.scheduler(), PAUSE, MOST, Activities::both, this::tell, (key, error, before) -> null);
    }

    /** Says who decides what a user may read. */
    void asks(BiFunction<User, RoomId, CompletionStage<Boolean>> right) {
        mayRead = right;
    }

    void happened(WatchedUser user, Activity activity) {
        want(user, Map.of(activity.roomId(), activity));
    }

    private void want(WatchedUser user, Map<RoomId, Activity> rooms) {
        Future<?> unused = pacing.want(user, rooms).toCompletableFuture();
    }

    private static Map<RoomId, Activity> both(Map<RoomId, Activity> earlier, Map<RoomId, Activity> later) {
        Map<RoomId, Activity> all = earlier instanceof HashMap ? earlier : new HashMap<>(earlier); // once a second
        later.forEach((roomId, activity) -> all.merge(
                roomId,
                activity,
                (one, other) ->
                        new Activity(roomId, other.position(), other.posts(), one.deleted() || other.deleted())));
        return all;
    }

    private CompletionStage<Void> tell(WatchedUser user, Map<RoomId, Activity> news) {
        Map<RoomId, Activity> before = undecided.remove(user);
        Map<RoomId, Activity> rooms = before == null ? news : both(before, news);
        Map<Bearer, List<Session>> logins = user.logins();
        user.rights().keep(logins.keySet());
        return all(logins.entrySet().stream()
                .map(each -> tell(user, each.getKey(), each.getValue(), new HashMap<>(rooms))));
    }

    private CompletionStage<Void> tell(
            WatchedUser user, Bearer login, List<Session> sessions, Map<RoomId, Activity> rooms) {
        Set<RoomId> allowed = ConcurrentHashMap.newKeySet();
        return all(rooms.values().stream()
                        .map(activity -> may(user, login, activity).thenAccept(may -> {
                            if (may) {
                                allowed.add(activity.roomId());
                            }
                        })))
                .thenCompose(done -> {
                    rooms.keySet().removeIf(roomId -> !allowed.contains(roomId) || !user.follows(roomId));
                    return tellAllowed(user, login, sessions, rooms);
                });
    }

    /** What was doubted while others were asked for is asked for again. */
    private CompletionStage<Void> tellAllowed(
            WatchedUser user, Bearer login, List<Session> sessions, Map<RoomId, Activity> rooms) {
        List<Activity> told = new ArrayList<>();
        Map<RoomId, Activity> doubted = new HashMap<>();
        long now = now();
        rooms.forEach((roomId, activity) -> {
            Boolean still = user.rights().of(login, roomId, now);
            if (still == null) {
                doubted.put(roomId, activity);
            } else if (still) {
                told.add(activity);
            }
        });
        if (!told.isEmpty()) {
            user.tell(told, sessions);
        }
        return doubted.isEmpty() ? DONE : tell(user, login, sessions, doubted);
    }

    /** A host that cannot say has not said yes, and not no. */
    private CompletionStage<Boolean> may(WatchedUser user, Bearer login, Activity activity) {
        RoomId roomId = activity.roomId();
        Boolean known = user.rights().of(login, roomId, now());
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        KnownRights.Right asked = user.rights().asked(login, roomId);
        return mayRead.apply(login.user, roomId).handle((may, error) -> {
            if (error != null) {
                askAgain(user, activity);
                return false;
            }
            user.rights().answered(login, roomId, asked, may, now() + (may ? MAY : MAY_NOT).toNanos());
            return may;
        });
    }

    @SuppressWarnings("ReferenceEquality") // it is the very map that was given only if there was none
    private void askAgain(WatchedUser user, Activity activity) {
        Map<RoomId, Activity> one = Map.of(activity.roomId(), activity);
        boolean isFirst = undecided.merge(user, one, Activities::both) == one;
        if (isFirst) {
            try {
                Future<?> unused = context.scheduler()
                        .schedule(() -> want(user, Map.of()), ASKED_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                undecided.remove(user); // the engine has stopped
            }
        }
    }

    private static CompletionStage<Void> all(Stream<? extends CompletionStage<?>> each) {
        return CompletableFuture.allOf(
                each.map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));
    }

    private long now() {
        return context.ticker().getAsLong();
    }
}

package dev.parlance.watch;

import dev.parlance.host.EngineContext;
import dev.parlance.host.Pacing;
import dev.parlance.model.Activity;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/**
 * Tells watching users what happened in rooms that they follow: once a second at the most, all rooms together, the last for sure, and of those rooms alone that they may read. What the host said of that
 * holds for some seconds. Any thread.
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

    static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private final EngineContext context;
    private final Pacing<WatchedUser, Map<RoomId, Activity>, Void> pacing;
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
        Future<?> unused =
                pacing.want(user, Map.of(activity.roomId(), activity)).toCompletableFuture();
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

    private CompletionStage<Void> tell(WatchedUser user, Map<RoomId, Activity> rooms) {
        User who = user.someone();
        if (who == null) {
            return DONE;
        }
        long doubts = user.rights().doubts();
        Map<RoomId, Activity> allowed = new ConcurrentHashMap<>();
        List<CompletableFuture<?>> decided = new ArrayList<>();
        rooms.forEach((roomId, activity) -> decided.add(may(user, who, roomId)
                .thenAccept(may -> {
                    if (may && user.follows(roomId)) {
                        allowed.put(roomId, activity);
                    }
                })
                .toCompletableFuture()));
        return CompletableFuture.allOf(decided.toArray(CompletableFuture<?>[]::new))
                .thenCompose(done -> {
                    if (user.rights().doubts() != doubts) {
                        return tell(user, rooms); // what was asked may be otherwise by now
                    }
                    if (!allowed.isEmpty()) {
                        user.tell(List.copyOf(allowed.values()));
                    }
                    return DONE;
                });
    }

    /** A host that cannot say has not said yes. */
    private CompletionStage<Boolean> may(WatchedUser user, User who, RoomId roomId) {
        long now = context.ticker().getAsLong();
        Boolean known = user.rights().of(roomId, now);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        long doubts = user.rights().doubts();
        return mayRead.apply(who, roomId).handle((may, error) -> {
            if (error == null) {
                user.rights().learned(roomId, may, now + (may ? MAY : MAY_NOT).toNanos(), doubts);
            }
            return error == null && may;
        });
    }
}

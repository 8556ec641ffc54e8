package dev.parlance.watch;

import dev.parlance.model.Activity;
import dev.parlance.model.Mention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.room.Membership;
import dev.parlance.session.Session;
import dev.parlance.transport.ServerEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A user of whom sessions of this node watch: who they are, and what they are to be told of. Any thread. */
final class WatchedUser {
    /** Completes when everything that is told from now on is heard. */
    final CompletableFuture<Void> ready = new CompletableFuture<>();

    private final UserId id;
    /** With which mentions each was told of. */
    private final Map<Session, ToldMentions> sessions = new ConcurrentHashMap<>();

    private final KnownMarks marks;
    private final KnownRights rights = new KnownRights();
    private volatile CompletionStage<Void> listening = ready;

    /**
     * Nobody watches yet.
     *
     * @param followed counts the rooms that all watching users follow
     */
    WatchedUser(UserId id, AtomicLong followed) {
        this.id = id;
        this.marks = new KnownMarks(followed);
    }

    /** What is told to the user is heard when this completes. */
    void listens(CompletionStage<Void> subscribed) {
        listening = subscribed;
    }

    /** Does what else there is to do once it is heard; then the user is watched. */
    void begin(UnaryOperator<CompletionStage<Void>> more) {
        more.apply(listening).whenComplete((done, error) -> {
            if (error == null) {
                ready.complete(null);
            } else {
                ready.completeExceptionally(error);
            }
        });
    }

    void add(Session session) {
        sessions.putIfAbsent(session, new ToldMentions());
    }

    boolean remove(Session session) {
        return sessions.remove(session) != null;
    }

    /** Whoever comes after a failure tries again. */
    boolean hasFailed() {
        return ready.isCompletedExceptionally();
    }

    boolean isWatched() {
        return !sessions.isEmpty();
    }

    /** Its sessions, by what the host may tell them apart. */
    Map<Bearer, List<Session>> logins() {
        Map<Bearer, List<Session>> logins = new HashMap<>();
        for (Session session : sessions.keySet()) {
            User user = session.identity().user();
            if (user != null) {
                logins.computeIfAbsent(new Bearer(user), login -> new ArrayList<>(1))
                        .add(session);
            }
        }
        return logins;
    }

    UserId id() {
        return id;
    }

    KnownMarks marks() {
        return marks;
    }

    KnownRights rights() {
        return rights;
    }

    /** Whether what happens in a room is to be told. */
    boolean follows(RoomId roomId) {
        return marks.follows(roomId);
    }

    /** Tells all of them, each on its lane and if it watches then. */
    void tell(ServerEvent event) {
        for (Session session : sessions.keySet()) {
            onLane(session, each -> each.send(event));
        }
    }

    /** Tells what happened in rooms, to each of some of them that is not in the room and so hears it there. */
    void tell(List<Activity> rooms, List<Session> some) {
        for (Session session : some) {
            onLane(session, each -> {
                List<Activity> elsewhere = rooms.stream()
                        .filter(activity -> !isIn(each, activity.roomId()))
                        .toList();
                if (!elsewhere.isEmpty()) {
                    each.send(new ServerEvent.RoomActivity(elsewhere));
                }
            });
        }
    }

    /** Tells those whose login may read the room, each asked for when it is told, unless it was told of a newer state of the message until then. */
    void tell(ServerEvent.UserMentioned event, long at, BiFunction<User, RoomId, CompletionStage<Boolean>> mayRead) {
        Mention mention = event.mention();
        sessions.forEach((session, told) -> onLane(
                session,
                each -> mayRead.apply(each.user(), mention.roomId()).thenAccept(may -> {
                    if (may) {
                        onLane(session, still -> {
                            if (told.isNews(mention, at)) {
                                still.send(event);
                            }
                        });
                    }
                })));
    }

    private void onLane(Session session, Consumer<Session> step) {
        session.peer()
                .onLane(() -> session.step(each -> {
                    if (sessions.containsKey(each)) {
                        step.accept(each);
                    }
                }));
    }

    private static boolean isIn(Session session, RoomId roomId) {
        Membership stay = session.find(roomId);
        return stay != null && stay.isLive();
    }
}

package dev.parlance.watch;

import dev.parlance.model.RoomId;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.User;
import dev.parlance.session.Session;
import dev.parlance.transport.ServerEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A user of whom sessions of this node watch. Sessions come and go one at a time; what is told comes on any thread, one call at a time. */
final class WatchedUser {
    /** Of how many rooms it is known which mark was told last: those that were told of last. */
    private static final int MOST_ROOMS = 1_000;

    /** The newest that was told of a room, and whether the user has not followed it since. */
    private record Told(long version, boolean isOver) {}

    /** Completes when everything that is told from now on is heard. */
    final CompletableFuture<Void> ready;

    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final Map<RoomId, Told> marks = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RoomId, Told> eldest) {
            return size() > MOST_ROOMS;
        }
    };

    WatchedUser(CompletionStage<Void> ready) {
        this.ready = ready.toCompletableFuture();
    }

    void add(Session session) {
        sessions.add(session);
    }

    boolean remove(Session session) {
        return sessions.remove(session);
    }

    /** Whoever comes after a failure tries again. */
    boolean hasFailed() {
        return ready.isCompletedExceptionally();
    }

    boolean isWatched() {
        return !sessions.isEmpty();
    }

    /** Tells all of them, each on its lane and if it watches then. */
    void tell(ServerEvent event) {
        if (event instanceof ServerEvent.MarkUpdated mark && isStale(mark)) {
            return;
        }
        for (Session session : sessions) {
            onLane(session, each -> each.send(event));
        }
    }

    /** Tells those whose login may read the room, each asked for when it is told. */
    void tell(ServerEvent.UserMentioned event, BiFunction<User, RoomId, CompletionStage<Boolean>> mayRead) {
        for (Session session : sessions) {
            onLane(
                    session,
                    each -> mayRead.apply(each.user(), event.mention().roomId()).thenAccept(may -> {
                        if (may) {
                            onLane(session, still -> still.send(event));
                        }
                    }));
        }
    }

    private void onLane(Session session, Consumer<Session> step) {
        session.peer()
                .onLane(() -> session.step(each -> {
                    if (sessions.contains(each)) {
                        step.accept(each);
                    }
                }));
    }

    /** Nodes tell of one mark in whichever order, as each is told when it is written. */
    private boolean isStale(ServerEvent.MarkUpdated mark) {
        UnreadCount count = mark.count();
        Told before = marks.get(mark.marked());
        long last = before == null ? 0 : before.version();
        if (count == null) {
            marks.put(mark.marked(), new Told(last, true));
            return false;
        }
        long version = count.mark().version();
        boolean isFirst = version == 1 && before != null && before.isOver(); // the room is followed anew
        if (version <= last && !isFirst) {
            return true;
        }
        marks.put(mark.marked(), new Told(version, false));
        return false;
    }
}

package dev.parlance.node;

import dev.parlance.command.Recheck;
import dev.parlance.host.Audit;
import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Removal;
import dev.parlance.model.RoomId;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.UserId;
import dev.parlance.room.LiveRoom;
import dev.parlance.room.Rooms;
import dev.parlance.session.Session;
import dev.parlance.session.Sessions;
import dev.parlance.watch.Watchers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes users out of rooms, on all nodes at once: because the host says so, or because it does not allow any more that they are there. Any thread. */
public final class Removals {
    /** How long another node has to say that it is done. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String TAKE_OUT = "take-out";
    private static final String RECHECK = "recheck";
    private static final String ROOM = "room";
    private static final String USER = "user";
    private static final String KIND = "kind";
    private static final String REASON = "reason";
    private static final String UNDECIDED = "undecided";
    private static final CompletableFuture<@Nullable Void> DONE = CompletableFuture.completedFuture(null);

    private final Audit audit;
    private final NodeQuestions questions;
    private final Rooms rooms;
    private final Sessions sessions;
    private final Watchers watchers;
    private final Recheck recheck;
    private final Duration recheckPatience;

    Removals(
            EngineContext context,
            NodeQuestions questions,
            Rooms rooms,
            Sessions sessions,
            Watchers watchers,
            Recheck recheck) {
        this.audit = context.audit();
        this.questions = questions;
        this.rooms = rooms;
        this.sessions = sessions;
        this.watchers = watchers;
        this.recheck = recheck;
        this.recheckPatience = context.limits().policyTimeout().plus(PATIENCE);
        questions.answer(TAKE_OUT, this::takeOutHere);
        questions.answer(RECHECK, this::recheckHere);
    }

    /** Takes a user out of a room, or everybody if null; completes when nothing of the room goes to them any more, from any node. */
    public CompletionStage<Void> takeOut(RoomId roomId, @Nullable UserId userId, Removal removal) {
        audit.tell(
                SecurityEvent.Kind.REMOVED,
                removal.kind().name(),
                userId,
                null,
                roomId,
                removal.reason().orElse(""));
        Map<String, String> data = new HashMap<>();
        data.put(ROOM, roomId.value());
        data.put(KIND, removal.kind().name());
        data.put(REASON, removal.reason().orElse(""));
        if (userId != null) {
            data.put(USER, userId.value());
        }
        return questions.ask(TAKE_OUT, data, PATIENCE).thenCompose(answers -> answers.byAll("the removal"));
    }

    private CompletionStage<List<Map<String, String>>> takeOutHere(Map<String, String> data) {
        RoomId roomId = new RoomId(data.getOrDefault(ROOM, ""));
        String named = data.get(USER);
        UserId only = named == null ? null : new UserId(named);
        Removal removal = Removal.of(Removal.Kind.valueOf(data.getOrDefault(KIND, "")), data.getOrDefault(REASON, ""));
        watchers.doubt(roomId, only);
        Predicate<Session> which = only == null ? session -> true : session -> session.isOf(only);
        return sessions.<Void>ask(which, session -> {
                    session.takeOut(roomId, removal);
                    return DONE;
                })
                .thenApply(out -> {
                    LiveRoom room = rooms.find(roomId);
                    if (room != null) {
                        room.endGraces(only); // after the sessions, one of which may have been lost on the way
                    }
                    return List.of();
                });
    }

    /** Asks the host anew for a user's sessions; fails if the host could not say for all of their rooms. */
    public CompletionStage<Void> recheck(UserId userId) {
        return questions
                .ask(RECHECK, Map.of(USER, userId.value()), recheckPatience)
                .thenCompose(answers -> answers.parts().isEmpty()
                        ? answers.byAll("the recheck")
                        : CompletableFuture.failedFuture(new ChatException(
                                ErrorCode.HOST_UNAVAILABLE,
                                "the host did not decide for all rooms of the user, and is asked again")));
    }

    /** Asks the host anew whether a user, or everybody if null, may stay in a room; of this node alone, as each hears what has changed. */
    void recheckHere(RoomId roomId, @Nullable UserId only) {
        watchers.doubt(roomId, only);
        Predicate<Session> which = only == null ? session -> true : session -> session.isOf(only);
        var unused = sessions.ask(which, session -> recheck.of(session, roomId));
    }

    private CompletionStage<List<Map<String, String>>> recheckHere(Map<String, String> data) {
        UserId userId = new UserId(data.getOrDefault(USER, ""));
        watchers.doubt(userId);
        return sessions.ask(session -> session.isOf(userId), recheck::of)
                .thenApply(undecided -> undecided.stream()
                        .limit(1)
                        .map(rooms -> Map.of(UNDECIDED, rooms.toString()))
                        .toList());
    }
}

package dev.parlance.node;

import dev.parlance.host.Audit;
import dev.parlance.model.RoomId;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.SessionInfo;
import dev.parlance.model.UserId;
import dev.parlance.model.UserSessions;
import dev.parlance.room.Membership;
import dev.parlance.session.Session;
import dev.parlance.session.Sessions;
import dev.parlance.transport.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ends sessions, and tells which there are, over all nodes. Any thread. */
public final class SessionCalls {
    /** How long another node has to tell of its sessions. */
    static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Of how many sessions of a user a node tells. */
    static final int MOST = 100;

    private static final String CLOSE = "close";
    private static final String LIST = "list-sessions";
    private static final String USER = "user";
    private static final String SESSION = "session";
    private static final String WORDS = "words";
    private static final String MAY_RETURN = "may-return";
    private static final String SINCE = "since";
    private static final String ADDRESS = "address";
    private static final String NODE = "node";
    private static final String COUNT = "rooms";
    private static final String MORE = "more";
    /** The longest address that is told. */
    private static final int ADDRESS_LENGTH = 512;

    private final Audit audit;
    private final NodeQuestions questions;
    private final Sessions sessions;

    SessionCalls(Audit audit, NodeQuestions questions, Sessions sessions) {
        this.audit = audit;
        this.questions = questions;
        this.sessions = sessions;
        questions.answer(CLOSE, this::closeHere);
        questions.answer(LIST, this::listHere);
    }

    /** Ends a user's sessions on all nodes; completes when each node has closed its own. */
    public CompletionStage<Void> close(UserId userId, String words, boolean mayReturn) {
        audit.tell(SecurityEvent.Kind.SESSIONS_CLOSED, code(mayReturn), userId, null, null, words);
        return close(Map.of(USER, userId.value()), words, mayReturn)
                .thenCompose(answers -> answers.byAll("closing the sessions"));
    }

    /** Ends one session, wherever it is. Returns whether there was one. */
    public CompletionStage<Boolean> close(String sessionId, String words, boolean mayReturn) {
        audit.tell(SecurityEvent.Kind.SESSIONS_CLOSED, code(mayReturn), null, null, null, sessionId + " " + words);
        return close(Map.of(SESSION, sessionId), words, mayReturn)
                .thenCompose(answers -> answers.parts().isEmpty()
                        ? answers.byAll("closing the session").thenApply(done -> false)
                        : CompletableFuture.completedFuture(true));
    }

    private static String code(boolean mayReturn) {
        return (mayReturn ? CloseReason.CLOSED_FOR_NOW : CloseReason.CLOSED_BY_HOST).name();
    }

    private CompletionStage<NodeQuestion.Answers> close(Map<String, String> whose, String words, boolean mayReturn) {
        Map<String, String> data = new HashMap<>(whose);
        data.put(WORDS, words);
        data.put(MAY_RETURN, Boolean.toString(mayReturn));
        return questions.ask(CLOSE, data, Removals.PATIENCE);
    }

    private CompletionStage<List<Map<String, String>>> closeHere(Map<String, String> data) {
        CloseReason reason =
                Boolean.parseBoolean(data.get(MAY_RETURN)) ? CloseReason.CLOSED_FOR_NOW : CloseReason.CLOSED_BY_HOST;
        String words = data.getOrDefault(WORDS, "");
        CompletableFuture<@Nullable Boolean> closed = CompletableFuture.completedFuture(true);
        return sessions.ask(which(data), session -> {
                    session.end(reason, words);
                    return closed;
                })
                .thenApply(all -> all.isEmpty() ? List.of() : List.of(Map.of(SESSION, "closed")));
    }

    private Predicate<Session> which(Map<String, String> data) {
        String id = data.get(SESSION);
        if (id != null) {
            return session -> idOf(session).equals(id);
        }
        UserId userId = new UserId(data.getOrDefault(USER, ""));
        return session -> session.isOf(userId);
    }

    private String idOf(Session session) {
        return session.id(questions.self());
    }

    /** Tells a user's sessions over all nodes. */
    public CompletionStage<UserSessions> of(UserId userId) {
        return questions.ask(LIST, Map.of(USER, userId.value()), PATIENCE).thenApply(answers -> {
            List<SessionInfo> told = new ArrayList<>();
            for (Map<String, String> part : answers.parts()) {
                if (part.containsKey(SESSION)) {
                    told.add(read(part));
                }
            }
            return UserSessions.of(told, told.size() < answers.parts().size(), answers.silent());
        });
    }

    private CompletionStage<List<Map<String, String>>> listHere(Map<String, String> data) {
        AtomicInteger count = new AtomicInteger();
        return sessions.<Map<String, String>>ask(
                        which(data),
                        session -> CompletableFuture.completedFuture(
                                count.incrementAndGet() <= MOST ? written(session) : null))
                .thenApply(told -> count.get() <= MOST
                        ? told
                        : Stream.concat(told.stream(), Stream.of(Map.of(MORE, "true")))
                                .toList());
    }

    private Map<String, String> written(Session session) {
        Map<String, String> part = new HashMap<>();
        part.put(SESSION, idOf(session));
        part.put(NODE, questions.self());
        part.put(SINCE, Sessions.openedAt(session.number()).toString());
        String address = session.remoteAddress();
        if (address != null && address.length() <= ADDRESS_LENGTH) {
            part.put(ADDRESS, address);
        }
        List<Membership> memberships = session.memberships();
        part.put(COUNT, Integer.toString(memberships.size()));
        Lines lines = new Lines(part);
        for (Membership membership : memberships) {
            if (!lines.add(membership.roomId().value())) {
                break;
            }
        }
        lines.end();
        return part;
    }

    private static SessionInfo read(Map<String, String> part) {
        List<RoomId> rooms = Lines.of(part).map(RoomId::new).toList();
        return SessionInfo.builder(
                        part.getOrDefault(SESSION, ""),
                        part.getOrDefault(NODE, ""),
                        Instant.parse(part.getOrDefault(SINCE, "")))
                .remoteAddress(part.get(ADDRESS))
                .rooms(rooms, Integer.parseInt(part.getOrDefault(COUNT, "0")))
                .build();
    }
}

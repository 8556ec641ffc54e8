package dev.parlance.session;

import static java.util.Objects.requireNonNull;

import dev.parlance.fanout.LaneRounds;
import dev.parlance.fanout.Lanes;
import dev.parlance.host.EngineContext;
import dev.parlance.model.User;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.CloseReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The open sessions of a node. Any thread. */
public final class Sessions {
    /** How many of a number's bits count those of one millisecond; what is left lasts beyond the year 2500. */
    private static final int COUNT_BITS = 20;

    private final EngineContext context;
    private final Requests requests;
    private final Lanes lanes;
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> none = new CompletableFuture<>();
    private final Consumer<Session> onEnd = this::ended; // one for all
    private final AtomicLong lastNumber = new AtomicLong();
    private volatile boolean ending;

    public Sessions(EngineContext context, Requests requests) {
        this.context = context;
        this.requests = requests;
        this.lanes = new Lanes(context.scheduler());
    }

    /**
     * Gives a connection its session; on the connection's lane. While sessions are ending it is closed at once.
     *
     * @param user who it is, or null if the client has yet to say so
     */
    public ChatSession open(ChatConnection connection, @Nullable User user, Map<String, String> attributes) {
        Executor lane = requireNonNull(connection.lane(), "lane");
        LaneRounds rounds = lanes.enter(lane);
        Session session;
        try {
            session = new Session(nextNumber(), context, requests, connection, rounds, attributes, onEnd);
        } catch (Throwable e) {
            lanes.leave(rounds);
            throw e;
        }
        open.add(session);
        if (ending || !session.begin(user)) {
            session.close(CloseReason.SHUTDOWN);
        }
        session.handedOver();
        return session;
    }

    public int count() {
        return open.size();
    }

    /** When a session of this number was opened. */
    public static Instant openedAt(long number) {
        return Instant.ofEpochMilli(number >>> COUNT_BITS);
    }

    /** Says when and is never given twice, so that one field tells both. */
    private long nextNumber() {
        long now = context.clock().instant().toEpochMilli() << COUNT_BITS;
        return lastNumber.updateAndGet(last -> Math.max(last + 1, now));
    }

    /**
     * Asks sessions, each on its lane; one wake for all of a lane. Sessions that are opened, or whose client says who it is, after this was called may or may not be asked.
     *
     * @param which whom, looked at here
     * @param question its answer may come later, from any thread; null is none
     * @return all answers, when the last has come; those of sessions that have gone are missing. It fails as the first that fails
     */
    public <T> CompletableFuture<List<T>> ask(
            Predicate<Session> which, Function<Session, CompletionStage<@Nullable T>> question) {
        Map<LaneRounds, List<Session>> lanesOf = new HashMap<>();
        for (Session session : open) {
            if (which.test(session)) {
                lanesOf.computeIfAbsent(session.peer().rounds(), rounds -> new ArrayList<>())
                        .add(session);
            }
        }
        Gathering<T> answers = new Gathering<>();
        for (List<Session> all : lanesOf.values()) {
            answers.expect();
            all.get(0).peer().onLane(() -> {
                try {
                    all.forEach(session -> session.step(each -> answers.add(question.apply(each))));
                } finally {
                    answers.done(null);
                }
            });
        }
        answers.done(null);
        return answers.all;
    }

    /**
     * Ends all, and whichever comes from now on.
     *
     * @return completes when the last has gone
     */
    public CompletableFuture<Void> end() {
        ending = true;
        open.forEach(session -> session.close(CloseReason.SHUTDOWN));
        completeIfNone();
        return none;
    }

    private void ended(Session session) {
        if (open.remove(session)) {
            lanes.leave(session.peer().rounds());
            completeIfNone();
        }
    }

    private void completeIfNone() {
        if (ending && open.isEmpty()) {
            none.complete(null);
        }
    }
}

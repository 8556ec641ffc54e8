package dev.parlance.session;

import static java.util.Objects.requireNonNull;

import dev.parlance.fanout.LaneRounds;
import dev.parlance.fanout.Lanes;
import dev.parlance.host.EngineContext;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.CloseReason;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The open sessions of a node. Any thread. */
public final class Sessions {
    private final EngineContext context;
    private final Requests requests;
    private final Lanes lanes;
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> none = new CompletableFuture<>();
    private final Consumer<Session> onEnd = this::ended; // one for all
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
            session = new Session(context, requests, connection, rounds, attributes, onEnd);
        } catch (Throwable e) {
            lanes.leave(rounds);
            throw e;
        }
        open.add(session);
        if (ending || !session.begin(user)) {
            session.close(CloseReason.SHUTDOWN, null);
        }
        session.handedOver();
        return session;
    }

    public int count() {
        return open.size();
    }

    /** Ends those of a user, or all. */
    public void close(CloseReason reason, @Nullable UserId of) {
        open.forEach(session -> session.close(reason, of));
    }

    /**
     * Ends all, and whichever comes from now on.
     *
     * @return completes when the last has gone
     */
    public CompletableFuture<Void> end() {
        ending = true;
        close(CloseReason.SHUTDOWN, null);
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

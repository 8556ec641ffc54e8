package dev.parlance.websocket.chat;

import dev.parlance.Nodes;
import dev.parlance.model.UserId;
import dev.parlance.websocket.engineio.Timers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the state of sessions is: with the connection as long as that is open, then for two minutes in the store. For a session that is open, the store has a mark; the
 * node that has it is called to hand it over, as its client is back elsewhere before its end was noticed. Safe for use by many threads.
 */
final class Recovery {
    /** After how long a mark is renewed. */
    static final Duration MARK_AGAIN = KeptStates.MARK_TIME.dividedBy(2);

    private static final int ID_BYTES = 18;

    private final KeptStates kept;
    private final HandOver calls;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, Recoverable> open = new ConcurrentHashMap<>();

    Recovery(Nodes nodes, StateBudget budget, Timers timers) {
        this.kept = new KeptStates(nodes, budget);
        this.calls = new HandOver(nodes, timers, this::handOver);
    }

    String newPrivateId() {
        byte[] drawn = new byte[ID_BYTES];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().encodeToString(drawn);
    }

    /** The session has the state from now on. */
    void opened(String privateId, Recoverable session) {
        open.put(privateId, session);
        mark(privateId);
    }

    /** Renews the mark of a session that is open. */
    void mark(String privateId) {
        kept.mark(privateId);
    }

    /** The session is closed, and its client may come back. */
    void closed(String privateId, Recoverable session, RecoveryState state) {
        if (open.remove(privateId, session)) {
            keep(privateId, state);
        }
    }

    /** The session has ended for good. */
    void ended(String privateId, Recoverable session) {
        if (open.remove(privateId, session)) {
            kept.take(privateId);
        }
    }

    /** Keeps a state that nobody has any more, if there is room for it. */
    CompletionStage<?> keep(String privateId, RecoveryState state) {
        return kept.keep(privateId, state);
    }

    /** Completes when all that was to be kept until now is kept, or could not be. */
    CompletableFuture<Void> settled() {
        return kept.settled();
    }

    /**
     * Takes the state of a session from wherever it is; of several who do so at once one gets it. Empty if it is nowhere, or another user's: then it stays where
     * it is.
     *
     * @param by who is back, or null if that is not known before the state is
     */
    CompletionStage<Optional<RecoveryState>> claim(String privateId, @Nullable UserId by) {
        Recoverable here = open.get(privateId);
        if (here == null) {
            return fromStore(privateId, by);
        }
        CompletableFuture<Optional<RecoveryState>> state = new CompletableFuture<>();
        here.lane().execute(() -> {
            if (!here.isOf(by)) {
                state.complete(Optional.empty());
            } else if (open.remove(privateId, here)) {
                state.complete(Optional.ofNullable(here.handOver()));
            } else { // its end was noticed meanwhile, or another was faster
                fromStore(privateId, by)
                        .whenComplete((found, failure) -> state.complete(found == null ? Optional.empty() : found));
            }
        });
        return state;
    }

    private CompletionStage<Optional<RecoveryState>> fromStore(String privateId, @Nullable UserId by) {
        return kept.read(privateId)
                .thenCompose(found -> found.open()
                        ? calls.call(privateId, by).thenCompose(answered -> kept.read(privateId))
                        : CompletableFuture.completedFuture(found))
                .thenCompose(found -> {
                    RecoveryState state = found.state();
                    return state == null || (by != null && !by.equals(state.userId()))
                            ? CompletableFuture.completedFuture(Optional.empty())
                            : take(privateId);
                });
    }

    private CompletionStage<Optional<RecoveryState>> take(String privateId) {
        return kept.take(privateId).thenApply(found -> {
            if (found.open()) {
                mark(privateId); // another was faster, and is open already
            }
            return Optional.ofNullable(found.state());
        });
    }

    private void handOver(String privateId, @Nullable UserId by) {
        Recoverable session = open.get(privateId);
        if (session != null) {
            session.lane().execute(() -> {
                boolean gives = session.isOf(by) && open.remove(privateId, session);
                RecoveryState state = gives ? session.handOver() : null;
                if (state == null) {
                    calls.done(privateId); // there is nothing to wait for
                } else {
                    kept.keep(privateId, state).whenComplete((done, failure) -> calls.done(privateId));
                }
            });
            return;
        }
        CompletionStage<?> underWay = kept.underWay(privateId);
        if (underWay != null && !calls.isAwaited(privateId)) { // it was closed a moment ago
            underWay.whenComplete((done, failure) -> calls.done(privateId));
        }
    }
}

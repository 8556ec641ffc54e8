package dev.parlance.websocket.chat;

import dev.parlance.Nodes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the store has of sessions, where every node finds it: for two minutes the state of one that was closed, and of one that is open a mark. What is done with
 * one session takes effect in order. Safe for use by many threads.
 */
final class KeptStates {
    /** How long a client has to come back. */
    static final Duration TIME = Duration.ofMinutes(2);

    /** How long a mark lasts; it is renewed in half of that. */
    static final Duration MARK_TIME = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(KeptStates.class);
    private static final String KEY = "parlance.socketio.";
    private static final String OPEN = "open";

    /**
     * What the store has.
     *
     * @param open whether a node has the session, open
     * @param state the state, or null if that is with the session, or nowhere
     */
    record Found(boolean open, @Nullable RecoveryState state) {}

    private final Nodes nodes;
    private final StateBudget budget;
    private final ConcurrentMap<String, CompletionStage<?>> operations = new ConcurrentHashMap<>();

    KeptStates(Nodes nodes, StateBudget budget) {
        this.nodes = nodes;
        this.budget = budget;
    }

    /** Marks a session as open. */
    void mark(String privateId) {
        inOrder(privateId, () -> nodes.put(key(privateId), OPEN, MARK_TIME));
    }

    /** Keeps a state that nobody has any more, if there is room for it. */
    CompletionStage<?> keep(String privateId, RecoveryState state) {
        String text = state.text();
        return text == null || !budget.spend(text)
                ? take(privateId)
                : inOrder(privateId, () -> nodes.put(key(privateId), text, TIME));
    }

    CompletionStage<Found> read(String privateId) {
        return inOrder(privateId, () -> nodes.get(key(privateId))).thenApply(KeptStates::found);
    }

    /** Reads it, and leaves nothing; of several who do so at once one gets it. */
    CompletionStage<Found> take(String privateId) {
        return inOrder(privateId, () -> nodes.take(key(privateId))).thenApply(KeptStates::found);
    }

    /** What is under way with a session here, or null. */
    @Nullable
    CompletionStage<?> underWay(String privateId) {
        return operations.get(privateId);
    }

    /** Completes when all that was to be kept until now is kept, or could not be. */
    CompletableFuture<Void> settled() {
        CompletableFuture<?>[] underWay = operations.values().stream()
                .map(each -> each.handle((value, failure) -> value).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(underWay);
    }

    private static Found found(Optional<String> kept) {
        boolean open = kept.filter(OPEN::equals).isPresent();
        return new Found(open, open || kept.isEmpty() ? null : RecoveryState.read(kept.get()));
    }

    private <T> CompletionStage<T> inOrder(String privateId, Supplier<CompletionStage<T>> operation) {
        CompletableFuture<T> done = new CompletableFuture<>();
        CompletionStage<?> before = operations.put(privateId, done);
        Runnable begin = () -> begin(operation).whenComplete((value, failure) -> {
            operations.remove(privateId, done);
            if (failure == null) {
                done.complete(value);
            } else {
                LOG.debug("the state of a session: {}", failure.toString());
                done.completeExceptionally(failure);
            }
        });
        if (before == null) {
            begin.run();
        } else {
            before.whenComplete((value, failure) -> begin.run());
        }
        return done;
    }

    private static <T> CompletionStage<T> begin(Supplier<CompletionStage<T>> operation) {
        try {
            return operation.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static String key(String privateId) {
        return KEY + privateId;
    }
}

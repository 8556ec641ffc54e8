package dev.parlance.websocket.chat;

import dev.parlance.Nodes;
import dev.parlance.model.UserId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the state of sessions is: with the connection as long as that is open, then for two minutes in the store, where every node finds it. For a session
 * that is open, the store has a mark; the node that has it is called to hand it over, as its client is back elsewhere before its end was noticed.
 * Safe for use by many threads.
 */
final class Recovery {
    /** How long a client has to come back. */
    static final Duration TIME = Duration.ofMinutes(2);

    /** How long a mark lasts, and after how long it is renewed. */
    private static final Duration MARK_TIME = Duration.ofHours(1);

    static final Duration MARK_AGAIN = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final String KEY = "parlance.socketio.";
    private static final String HAND_OVER = "parlance.socketio.hand-over";
    private static final String HANDED_OVER = "parlance.socketio.handed-over";
    private static final String PRIVATE_ID = "pid";
    private static final String USER_ID = "userId";
    private static final String OPEN = "open";
    private static final int ID_BYTES = 18;
    private static final long HAND_OVER_MILLIS = 1_000;

    private final Nodes nodes;
    private final StateBudget budget;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, RecoverableConnection> open = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CompletionStage<?>> operations = new ConcurrentHashMap<>();

    Recovery(Nodes nodes, StateBudget budget) {
        this.nodes = nodes;
        this.budget = budget;
        nodes.listen(HAND_OVER, data -> handOver(data.getOrDefault(PRIVATE_ID, ""), data.get(USER_ID)));
        nodes.listen(HANDED_OVER, data -> handedOver(data.getOrDefault(PRIVATE_ID, "")));
    }

    String newPrivateId() {
        byte[] drawn = new byte[ID_BYTES];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().encodeToString(drawn);
    }

    /** The connection has the state from now on. */
    void opened(String privateId, RecoverableConnection connection) {
        open.put(privateId, connection);
        mark(privateId);
    }

    /** Renews the mark of a session that is open. */
    void mark(String privateId) {
        inOrder(privateId, () -> nodes.put(key(privateId), OPEN, MARK_TIME));
    }

    /** The connection is gone, and its client may come back. */
    void closed(String privateId, RecoverableConnection connection, RecoveryState state) {
        if (open.remove(privateId, connection)) {
            keep(privateId, state);
        }
    }

    /** The session has ended for good. */
    void ended(String privateId, RecoverableConnection connection) {
        if (open.remove(privateId, connection)) {
            inOrder(privateId, () -> nodes.take(key(privateId)));
        }
    }

    /** Keeps a state that nobody has any more, if there is room for it. */
    CompletionStage<?> keep(String privateId, RecoveryState state) {
        String text = state.text();
        return text == null || !budget.spend(text)
                ? inOrder(privateId, () -> nodes.take(key(privateId)))
                : inOrder(privateId, () -> nodes.put(key(privateId), text, TIME));
    }

    /**
     * Takes the state of a session from wherever it is; of several who do so at once one gets it. Empty if it is nowhere, or another user's: then it stays where
     * it is.
     *
     * @param by who is back, or null if that is not known before the state is
     */
    CompletionStage<Optional<RecoveryState>> claim(String privateId, @Nullable UserId by) {
        RecoverableConnection here = open.get(privateId);
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
        return read(privateId)
                .thenCompose(found -> isMark(found)
                        ? callForIt(privateId, by).thenCompose(answered -> read(privateId))
                        : CompletableFuture.completedFuture(found))
                .thenCompose(found -> {
                    Optional<RecoveryState> state =
                            found.filter(text -> !text.equals(OPEN)).map(RecoveryState::read);
                    return state.isEmpty()
                                    || (by != null && !by.equals(state.get().userId()))
                            ? CompletableFuture.completedFuture(Optional.empty())
                            : take(privateId);
                });
    }

    private CompletionStage<Optional<String>> read(String privateId) {
        return inOrder(privateId, () -> nodes.get(key(privateId)));
    }

    private CompletionStage<Optional<RecoveryState>> take(String privateId) {
        return inOrder(privateId, () -> nodes.take(key(privateId))).thenApply(found -> {
            if (isMark(found)) {
                mark(privateId); // another was faster, and is open already
            }
            return found.filter(text -> !text.equals(OPEN)).map(RecoveryState::read);
        });
    }

    private static boolean isMark(Optional<String> found) {
        return found.filter(OPEN::equals).isPresent();
    }

    private CompletionStage<Void> callForIt(String privateId, @Nullable UserId by) {
        CompletableFuture<Void> answer =
                new CompletableFuture<Void>().completeOnTimeout(null, HAND_OVER_MILLIS, TimeUnit.MILLISECONDS);
        awaited.put(privateId, answer);
        nodes.call(
                HAND_OVER,
                by == null ? Map.of(PRIVATE_ID, privateId) : Map.of(PRIVATE_ID, privateId, USER_ID, by.value()));
        return answer.whenComplete((done, failure) -> awaited.remove(privateId, answer));
    }

    private void handOver(String privateId, @Nullable String by) {
        RecoverableConnection connection = open.get(privateId);
        if (connection != null) {
            connection.lane().execute(() -> {
                boolean gives =
                        connection.isOf(by == null ? null : new UserId(by)) && open.remove(privateId, connection);
                RecoveryState state = gives ? connection.handOver() : null;
                if (state == null) {
                    tellHandedOver(privateId); // that there is nothing to wait for
                } else {
                    keep(privateId, state).whenComplete((kept, failure) -> tellHandedOver(privateId));
                }
            });
            return;
        }
        CompletionStage<?> underWay = operations.get(privateId);
        if (underWay != null && !awaited.containsKey(privateId)) { // it was closed a moment ago
            underWay.whenComplete((kept, failure) -> tellHandedOver(privateId));
        }
    }

    private void tellHandedOver(String privateId) {
        nodes.call(HANDED_OVER, Map.of(PRIVATE_ID, privateId));
    }

    private void handedOver(String privateId) {
        CompletableFuture<Void> answer = awaited.get(privateId);
        if (answer != null) {
            answer.complete(null);
        }
    }

    /** Completes when all that was to be kept until now is kept, or could not be. */
    CompletableFuture<Void> settled() {
        CompletableFuture<?>[] underWay = operations.values().stream()
                .map(each -> each.handle((value, failure) -> value).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(underWay);
    }

    /** What is done with one key takes effect in order. */
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

    private static String key(@Nullable String privateId) {
        return KEY + privateId;
    }
}

package dev.parlance.websocket.chat;

import dev.parlance.Nodes;
import dev.parlance.model.UserId;
import dev.parlance.websocket.engineio.Timers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What nodes say to each other of a session that is open on one of them while its client is back on another: give it up, and it is in the store now. Safe for use
 * by many threads.
 */
final class HandOver {
    private static final String CALL = "parlance.socketio.hand-over";
    private static final String ANSWER = "parlance.socketio.handed-over";
    private static final String PRIVATE_ID = "pid";
    private static final String USER_ID = "userId";
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Nodes nodes;
    private final Timers timers;
    private final ConcurrentMap<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

    /**
     * Listens.
     *
     * @param onCall gives a session up, if it is here and that user's, or whose it is if null; then {@link #done} is to be said
     */
    HandOver(Nodes nodes, Timers timers, BiConsumer<String, @Nullable UserId> onCall) {
        this.nodes = nodes;
        this.timers = timers;
        nodes.listen(CALL, data -> {
            String by = data.get(USER_ID);
            onCall.accept(data.getOrDefault(PRIVATE_ID, ""), by == null ? null : new UserId(by));
        });
        nodes.listen(ANSWER, data -> answered(data.getOrDefault(PRIVATE_ID, "")));
    }

    /** Calls for a session; completes when it has been handed over, or nobody has answered in time. */
    CompletionStage<Void> call(String privateId, @Nullable UserId by) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        Future<?> late = timers.after(PATIENCE, () -> answer.complete(null));
        awaited.put(privateId, answer);
        Map<String, String> data = new HashMap<>(Map.of(PRIVATE_ID, privateId));
        if (by != null) {
            data.put(USER_ID, by.value());
        }
        nodes.call(CALL, data);
        return answer.whenComplete((done, failure) -> {
            late.cancel(false);
            awaited.remove(privateId, answer);
        });
    }

    /** Whether this node itself waits for the session. */
    boolean isAwaited(String privateId) {
        return awaited.containsKey(privateId);
    }

    /** Says that there is nothing to wait for any more. */
    void done(String privateId) {
        nodes.call(ANSWER, Map.of(PRIVATE_ID, privateId));
    }

    private void answered(String privateId) {
        CompletableFuture<Void> answer = awaited.get(privateId);
        if (answer != null) {
            answer.complete(null);
        }
    }
}

package dev.parlance.node;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One question to all nodes, until all have answered or their time is over. Any thread; under a lock of its own. */
final class NodeQuestion {
    /**
     * All that came in time. Immutable.
     *
     * @param parts what the nodes told
     * @param silent the nodes that have not answered, or not with all
     */
    record Answers(List<Map<String, String>> parts, List<String> silent) {
        /** Fails if not all have done what was asked. */
        CompletionStage<Void> byAll(String what) {
            return silent.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(new ChatException(
                            ErrorCode.BROKER_UNAVAILABLE,
                            what + " is not certain: no answer in time from node " + String.join(", ", silent),
                            true));
        }
    }

    final CompletableFuture<Answers> outcome = new CompletableFuture<>();
    private final Set<String> waiting;
    private final List<Map<String, String>> parts = new ArrayList<>();
    private final Map<String, Integer> missing = new HashMap<>();

    NodeQuestion(Set<String> expected) {
        this.waiting = new TreeSet<>(expected);
    }

    /** A node tells something. */
    void part(String node, Map<String, String> part) {
        synchronized (this) {
            parts.add(part);
            missing.merge(node, -1, Integer::sum);
        }
    }

    /** A node has told all of so many parts. */
    void answered(String node, int count) {
        Answers all;
        synchronized (this) {
            if (missing.merge(node, count, Integer::sum) > 0) {
                return; // one was lost on its way: as good as no answer
            }
            waiting.remove(node);
            if (!waiting.isEmpty()) {
                return;
            }
            all = new Answers(List.copyOf(parts), List.of());
        }
        outcome.complete(all);
    }

    void timeIsOver(Consumer<String> silent) {
        Answers so;
        synchronized (this) {
            so = new Answers(List.copyOf(parts), List.copyOf(waiting));
        }
        if (outcome.complete(so)) {
            so.silent().forEach(silent);
        }
    }
}

package dev.parlance.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What is gathered of answers that come from several lanes, until the last of those that are expected; whoever makes it is the first. Any thread. */
final class Gathering<T> {
    final CompletableFuture<List<T>> all = new CompletableFuture<>();
    private final ConcurrentLinkedQueue<T> given = new ConcurrentLinkedQueue<>();
    private final AtomicInteger expected = new AtomicInteger(1);

    /** One more is expected: {@link #done} follows. */
    void expect() {
        expected.incrementAndGet();
    }

    /** One more is expected, which comes with this stage. */
    void add(CompletionStage<@Nullable T> answer) {
        expect();
        answer.whenComplete((value, error) -> {
            if (value != null) {
                given.add(value);
            }
            done(error);
        });
    }

    /** One of those that were expected is through. */
    void done(@Nullable Throwable error) {
        if (error != null) {
            all.completeExceptionally(error);
        }
        if (expected.decrementAndGet() == 0) {
            all.complete(new ArrayList<>(given));
        }
    }
}

package dev.parlance.host;

import dev.parlance.interleavings.HandTimer;
import dev.parlance.interleavings.Interleavings;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** What was wanted is done in the end, and whoever wanted it hears so; red if a pause is over before it has looked whether something was wanted meanwhile. That nothing is settled before it is done is looked at, too. */
public class PacingInterleavingsTest {
    private final HandTimer timer = new HandTimer();
    private final AtomicInteger wanted = new AtomicInteger();
    /** How much of that was wanted for sure. */
    private final AtomicInteger waits = new AtomicInteger();

    private final AtomicBoolean early = new AtomicBoolean();
    private final Queue<CompletionStage<Integer>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();
    private final Pacing<String, Integer, Integer> pacing = new Pacing<>(
            new EngineTimer(timer),
            Duration.ofSeconds(1),
            2,
            Integer::sum,
            (key, count) -> CompletableFuture.completedFuture(done.addAndGet(count)),
            (key, error, before) -> null);

    @Operation
    public void want() {
        wanted.incrementAndGet();
        waiting.add(pacing.want("a", 1));
        waits.incrementAndGet();
    }

    @Operation
    public void settle() {
        int before = waits.get();
        boolean isSettled = pacing.settle("a").toCompletableFuture().isDone();
        if (isSettled && done.get() < before) {
            early.set(true);
        }
    }

    @Operation
    public void timePasses() {
        timer.runNext();
    }

    @Validate
    public void nothingIsLost() {
        while (timer.runNext()) {
            // until nothing waits any more
        }
        require(!early.get(), "settled before what was wanted was done");
        require(done.get() == wanted.get(), done + " done of " + wanted);
        require(waiting.stream().allMatch(each -> each.toCompletableFuture().isDone()), "somebody waits for ever");
        require(pacing.size() == 0, "something is remembered for ever");
    }

    private static void require(boolean fact, String otherwise) {
        if (!fact) {
            throw new AssertionError(otherwise);
        }
    }

    @Test
    void inAllOrders() {
        Interleavings.check(getClass());
    }
}

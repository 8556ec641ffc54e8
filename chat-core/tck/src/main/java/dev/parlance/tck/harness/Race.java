package dev.parlance.tck.harness;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Several threads that start at the same moment. */
public final class Race {
    private Race() {}

    /**
     * Rounds that all begin at the same moment, closer than a scheduler wakes threads, the second action a little later in each: for
     * races of a few instructions.
     */
    public static void inStep(Duration patience, int rounds, IntConsumer first, IntConsumer second) {
        AtomicInteger arrived = new AtomicInteger();
        run(
                patience,
                () -> {
                    for (int round = 0; round < rounds; round++) {
                        meet(arrived, 2 * round + 2);
                        first.accept(round);
                    }
                },
                () -> {
                    for (int round = 0; round < rounds; round++) {
                        meet(arrived, 2 * round + 2);
                        for (int i = 0; i < round % 32; i++) {
                            Thread.onSpinWait();
                        }
                        second.accept(round);
                    }
                });
    }

    public static void run(Duration patience, Runnable... actions) {
        CyclicBarrier start = new CyclicBarrier(actions.length);
        ExecutorService threads = Executors.newFixedThreadPool(actions.length);
        try {
            List<CompletableFuture<Void>> running = Stream.of(actions)
                    .map(action -> CompletableFuture.runAsync(
                            () -> {
                                Wait.on(start, patience);
                                action.run();
                            },
                            threads))
                    .toList();
            CompletableFuture<Void> all = CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
            for (CompletableFuture<Void> each : running) {
                each.exceptionally(failure -> {
                    all.completeExceptionally(failure); // at once: the others may wait for this one in vain
                    return null;
                });
            }
            Stages.done(all, patience.multipliedBy(3));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void meet(AtomicInteger arrived, int all) {
        arrived.incrementAndGet();
        for (int spins = 0; arrived.get() < all && !Thread.interrupted(); spins++) {
            if (spins < 10_000) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(1_000); // the other one may wait for this very processor
            }
        }
    }
}

package dev.parlance.tck;

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
final class Crowd {
    private Crowd() {}

    /** Rounds that all begin at the same moment, closer than a scheduler wakes threads: for races of a few instructions. */
    static void inStep(Duration patience, int rounds, IntConsumer... actions) {
        AtomicInteger arrived = new AtomicInteger();
        run(
                patience,
                Stream.of(actions)
                        .map(action -> (Runnable) () -> {
                            for (int round = 0; round < rounds; round++) {
                                arrived.incrementAndGet();
                                await(arrived, (round + 1) * actions.length);
                                action.accept(round);
                            }
                        })
                        .toArray(Runnable[]::new));
    }

    static void run(Duration patience, Runnable... actions) {
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
            running.forEach(each -> Stages.done(each, patience.multipliedBy(3)));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(AtomicInteger arrived, int all) {
        for (int spins = 0; arrived.get() < all && !Thread.interrupted(); spins++) {
            if (spins < 10_000) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(1_000); // the other one may wait for this very processor
            }
        }
    }
}

package dev.parlance.interleavings;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * For what {@link Interleavings} cannot try, since it logs and so starts a thread, or since it has too many orders: real threads, each of which does one thing over and over, in rounds.
 * What is red here may be green in the next run.
 */
public final class Stress {
    private static final int STEPS = 500;
    /** Then the quick wait for the slow after all: who has to take all that others give would never come to an end. */
    private static final int MOST_STEPS = 20 * STEPS;

    private static final int ROUNDS = 10;

    private Stress() {}

    /** How many rounds there are to be, each with new objects. */
    public static int rounds() {
        return ROUNDS * Integer.getInteger("interleavings.scenarios");
    }

    /** One round: each of these on a thread of its own, which tells it how often it did so before; throws what the first of them threw. */
    public static void round(IntConsumer... all) {
        CyclicBarrier start = new CyclicBarrier(all.length);
        AtomicInteger busy = new AtomicInteger(all.length);
        AtomicReference<Throwable> fault = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (IntConsumer each : all) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    for (int i = 0; i < MOST_STEPS && busy.get() > 0 && fault.get() == null; i++) {
                        if (i == STEPS) {
                            busy.decrementAndGet(); // and goes on, or the quick would be alone first and the slow later
                        }
                        each.accept(i);
                    }
                } catch (InterruptedException | BrokenBarrierException | RuntimeException | Error e) {
                    fault.compareAndSet(null, e);
                }
            });
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        threads.forEach(Stress::join);
        if (fault.get() != null) {
            throw new AssertionError(fault.get());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(30_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (thread.isAlive()) {
            throw new AssertionError("a thread does not come to its end");
        }
    }
}

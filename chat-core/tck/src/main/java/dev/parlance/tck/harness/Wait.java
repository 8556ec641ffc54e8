package dev.parlance.tck.harness;

import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what has no stage, never longer than the kit's patience. */
public final class Wait {
    private Wait() {}

    public static void on(CountDownLatch latch, Duration patience) {
        try {
            if (!latch.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("waited " + patience + " in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public static void on(CyclicBarrier barrier, Duration patience) {
        try {
            barrier.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("the others did not come within " + patience, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Asks again until the answer is the expected one, or patience ends; for what the contract lets happen soon, without a word. */
    public static <T> void untilEqual(T expected, Duration patience, Supplier<T> question) {
        long end = System.nanoTime() + patience.toNanos();
        T answer = question.get();
        while (!expected.equals(answer)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited " + patience + " for " + expected + ", it is still " + answer);
            }
            LockSupport.parkNanos(100_000);
            answer = question.get();
        }
    }
}

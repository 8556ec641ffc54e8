package dev.parlance.tck.harness;

import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what has no stage, never longer than the kit's patience. */
public final class Wait {
    private Wait() {}

    public static void on(CountDownLatch latch, Duration patience) {
        try {
            if (!latch.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("waited " + patience + " in vain" + Standing.still());
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
            throw new AssertionError("the others did not come within " + patience + Standing.still(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Asks again until the answer is the expected one, or patience ends; for what the contract lets happen soon, without a word. */
    public static <T> void untilEqual(T expected, Duration patience, Supplier<T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        until(() -> "it is " + expected + ", not " + answer.get(), patience, () -> {
            answer.set(question.get());
            return expected.equals(answer.get());
        });
    }

    /** Asks again until it is so; {@code what} is said if patience ends before. */
    public static void until(Supplier<String> what, Duration patience, BooleanSupplier isSo) {
        long end = System.nanoTime() + patience.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited " + patience + " in vain until " + what.get() + Standing.still());
            }
            LockSupport.parkNanos(500_000);
        }
    }
}

package dev.parlance.tck.transport;

import dev.parlance.tck.harness.Stages;
import dev.parlance.tck.harness.Wait;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** How long a test waits for what must happen. */
final class Patience {
    /** As long as something under way may stand still without having ended. */
    private static final Duration STILL = Duration.ofMillis(700);

    private final Duration most;

    Patience(Duration most) {
        this.most = most;
    }

    Duration most() {
        return most;
    }

    <T> T done(CompletionStage<T> stage) {
        return Stages.done(stage, most);
    }

    /** Asks again until it is so; between two ends of a real line there is nothing else to wait for. */
    void until(String what, BooleanSupplier isSo) {
        Wait.until(() -> what, most, isSo);
    }

    /** Waits until a count that only grows does not any more. */
    int untilStill(IntSupplier count) {
        int last = count.getAsInt();
        long since = System.nanoTime();
        while (System.nanoTime() - since < STILL.toNanos()) {
            LockSupport.parkNanos(5_000_000);
            int now = count.getAsInt();
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
        }
        return last;
    }
}

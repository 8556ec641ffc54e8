package dev.parlance.websocket.net;

import dev.parlance.interleavings.Interleavings;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * The sum is what the holders hold, and when all have heard who has to go it is within the limit; red if a holder that is told to go twice, or when it has
 * gone already, forgets so.
 */
public class InputBudgetInterleavingsTest {
    private static final int LIMIT = 80;
    private static final int MOST_THREADS = 4;

    private final InputBudget budget = new InputBudget(LIMIT);
    private final Holder[] holders = new Holder[MOST_THREADS];

    private final class Holder {
        final Queue<Runnable> lane = new ConcurrentLinkedQueue<>();
        final InputShare share = budget.share(lane::add, this::give);

        void give() {
            share.release();
        }

        void runLane() {
            for (Runnable task = lane.poll(); task != null; task = lane.poll()) {
                task.run();
            }
        }
    }

    public InputBudgetInterleavingsTest() {
        for (int i = 0; i < MOST_THREADS; i++) {
            holders[i] = new Holder();
        }
    }

    @Operation
    public void hold(@Param(gen = ThreadIdGen.class) int thread, @Param(gen = IntGen.class, conf = "1:3") int much) {
        Holder holder = holders[thread];
        if (!holder.share.hold(20L * much)) {
            holder.give();
        }
    }

    @Operation
    public void release(@Param(gen = ThreadIdGen.class) int thread) {
        holders[thread].share.release();
    }

    @Operation
    public void hear(@Param(gen = ThreadIdGen.class) int thread) {
        holders[thread].runLane();
    }

    @Validate
    public void theSumIsRightAndWithinTheLimit() {
        long sum = 0;
        for (Holder holder : holders) {
            holder.runLane();
            sum += holder.share.bytes();
        }
        require(budget.held() == sum, "the sum is " + budget.held() + ", held are " + sum);
        require(sum <= LIMIT, "over the limit: " + sum);
        for (Holder holder : holders) {
            require(!holder.share.isDismissed(), "who has gone is told to go");
        }
    }

    private static void require(boolean fact, String otherwise) {
        if (!fact) {
            throw new AssertionError(otherwise);
        }
    }

    @Test
    void inAllOrders() {
        Interleavings.check(getClass(), 3, 2);
    }
}

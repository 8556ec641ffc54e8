package dev.parlance.transport;

import dev.parlance.interleavings.Interleavings;
import dev.parlance.interleavings.Tasks;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** No task is lost, doubled, overtaken by a later one of its thread, or run beside another; red if a lane that has run dry says so outside its lock. */
public class SerialLaneInterleavingsTest {
    private final Queue<Runnable> lent = new ConcurrentLinkedQueue<>();
    private final SerialLane lane = new SerialLane(lent::add);
    private final Tasks tasks = new Tasks();

    @Operation
    public void give(@Param(gen = ThreadIdGen.class) int thread) {
        lane.execute(tasks.next(thread));
    }

    /** A thread of the borrowed executor. */
    @Operation
    public void work() {
        Runnable run = lent.poll();
        if (run != null) {
            run.run();
        }
    }

    @Validate
    public void nothingIsLost() {
        for (Runnable run = lent.poll(); run != null; run = lent.poll()) {
            run.run();
        }
        tasks.requireAll();
    }

    @Test
    void inAllOrders() {
        Interleavings.check(getClass());
    }
}

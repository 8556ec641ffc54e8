package dev.parlance.websocket.net;

import dev.parlance.interleavings.Interleavings;
import dev.parlance.interleavings.Tasks;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * What is given to an event loop runs once, in the order of whoever gave it and never beside another task, on its thread or, when that has ended, on whichever comes;
 * red if who finds another at it after the end does not have that one look again.
 */
public class EventLoopInterleavingsTest {
    private final EventLoop loop = new EventLoop(Long.MAX_VALUE);
    private final Tasks tasks = new Tasks();
    private boolean ended;

    @Operation
    public void give(@Param(gen = ThreadIdGen.class) int thread) {
        loop.execute(tasks.next(thread));
    }

    /** The I/O thread. */
    @Operation(nonParallelGroup = "loop")
    public void round() {
        if (!ended) {
            loop.round();
        }
    }

    /** The end of the I/O thread. */
    @Operation(nonParallelGroup = "loop")
    public void end() {
        if (!ended) {
            ended = true;
            loop.threadEnded();
            loop.bury(() -> {});
        }
    }

    @Validate
    public void nothingIsLost() {
        round();
        tasks.requireAll();
    }

    @Test
    void inAllOrders() {
        Interleavings.check(getClass());
    }
}

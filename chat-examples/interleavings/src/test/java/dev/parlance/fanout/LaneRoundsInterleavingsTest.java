package dev.parlance.fanout;

import dev.parlance.host.EngineTimer;
import dev.parlance.interleavings.Interleavings;
import dev.parlance.model.RoomId;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Whoever has something to send is asked for it after it has said so, and of those that wait for the lane one has woken it; red if the lane says that it may be
 * woken again only when it has looked.
 */
public class LaneRoundsInterleavingsTest {
    private static final RoomId TEA = new RoomId("tea");

    private final Queue<Runnable> lane = new ConcurrentLinkedQueue<>();
    /** Its timer is never asked, as this lane refuses nothing, and so starts no thread. */
    private final LaneRounds rounds =
            new LaneRounds(new LaneSteps(lane::add, new EngineTimer(new ScheduledThreadPoolExecutor(1))));

    private final Source[] sources = {new Source(), new Source()};

    private static final class Source implements LaneRounds.Sender {
        final AtomicInteger news = new AtomicInteger();

        @Override
        public RoomId roomId() {
            return TEA;
        }

        @Override
        public void drain() {
            news.set(0);
        }
    }

    @Operation
    public void say(@Param(gen = IntGen.class, conf = "0:1") int which) {
        sources[which].news.incrementAndGet();
        rounds.ready(sources[which]);
    }

    /** The lane's thread. */
    @Operation(nonParallelGroup = "lane")
    public void round() {
        Runnable step = lane.poll();
        if (step != null) {
            step.run();
        }
    }

    @Validate
    public void nobodyWaitsForEver() {
        if (lane.size() > 1) {
            throw new AssertionError("woken " + lane.size() + " times");
        }
        round();
        for (Source source : sources) {
            if (source.news.get() != 0) {
                throw new AssertionError("left: " + source.news);
            }
        }
    }

    @Test
    void inAllOrders() {
        Interleavings.check(getClass());
    }
}

package dev.parlance.fanout;

import dev.parlance.host.EngineTimer;
import dev.parlance.interleavings.HandTimer;
import dev.parlance.interleavings.Interleavings;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Connections of one lane share one engine's side of it, which is forgotten with the last of them; red if a lane is looked up and put there in two steps. */
public class LanesInterleavingsTest {
    private static final int MOST_THREADS = 10;

    private final Lanes lanes = new Lanes(new EngineTimer(new HandTimer()));
    private final Executor lane = step -> {};
    /** Of each thread. */
    private final List<ArrayDeque<LaneRounds>> entered =
            Stream.generate(ArrayDeque<LaneRounds>::new).limit(MOST_THREADS).toList();

    @Operation
    public void enter(@Param(gen = ThreadIdGen.class) int thread) {
        entered.get(thread).add(lanes.enter(lane));
    }

    @Operation
    public void leave(@Param(gen = ThreadIdGen.class) int thread) {
        LaneRounds rounds = entered.get(thread).poll();
        if (rounds != null) {
            lanes.leave(rounds);
        }
    }

    @Validate
    public void allWhoAreThereShareIt() {
        LaneRounds last = lanes.enter(lane);
        for (ArrayDeque<LaneRounds> each : entered) {
            for (LaneRounds rounds : each) {
                require(rounds == last, "two for one lane");
                lanes.leave(rounds);
            }
        }
        lanes.leave(last);
        require(lanes.enter(lane) != last, "known though nobody is there");
    }

    private static void require(boolean fact, String otherwise) {
        if (!fact) {
            throw new AssertionError(otherwise);
        }
    }

    @Test
    void inAllOrders() {
        Interleavings.check(getClass());
    }
}

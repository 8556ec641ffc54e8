package dev.parlance.fanout;

import dev.parlance.host.EngineTimer;
import dev.parlance.interleavings.HandTimer;
import dev.parlance.interleavings.Stress;
import dev.parlance.interleavings.Tasks;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/**
 * A lane that refuses for a while loses no step, doubles none and lets none overtake an earlier one of its thread; red if two may offer at a time, if a step goes to the lane while earlier
 * ones wait, or if who offers says only when the timer is set that others may.
 */
class LaneStepsStressTest {
    /** A lane, on which two threads have steps done. */
    private static final class Run {
        final Queue<Runnable> lane = new ConcurrentLinkedQueue<>();
        final HandTimer timer = new HandTimer();
        final LaneSteps steps = new LaneSteps(this::take, new EngineTimer(timer));
        final Tasks tasks = new Tasks();
        volatile boolean refuses = true;

        private void take(Runnable step) {
            if (refuses) {
                throw new RejectedExecutionException("full");
            }
            lane.add(step);
        }

        void give(int thread) {
            steps.execute(tasks.next(thread));
        }

        void refuseOrTake(int turn) {
            refuses = !refuses;
            timer.runNext();
        }

        void work(int turn) {
            Runnable step = lane.poll();
            if (step != null) {
                step.run();
            }
        }

        void settle() {
            refuses = false;
            while (timer.runNext()) {} // offers again
            while (!lane.isEmpty()) {
                work(0);
            }
            tasks.requireAll();
        }
    }

    @Test
    void nothingIsLostDoubledOrOutOfOrder() {
        for (int i = 0; i < Stress.rounds(); i++) {
            Run run = new Run();
            Stress.round(turn -> run.give(0), turn -> run.give(1), run::refuseOrTake, run::work);
            run.settle();
        }
    }
}

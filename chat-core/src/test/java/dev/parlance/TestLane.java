package dev.parlance;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A lane that runs its tasks when the test says so. */
public final class TestLane implements Executor {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    public int wakes;
    public boolean refuses;

    @Override
    public void execute(Runnable task) {
        if (refuses) {
            throw new RejectedExecutionException("full");
        }
        wakes++;
        tasks.add(task);
    }

    public void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}

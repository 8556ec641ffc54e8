package dev.parlance.transport;

import dev.parlance.complaint.Complaints;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lane for a transport that has no I/O threads of its own: runs the tasks given to it one at a time, in order, on a borrowed executor. One per
 * connection, so that a connection that blocks stalls nobody else. Tasks are counted, not weighed: what the engine's carry is bounded where it waits, and a transport
 * that hands over its input gives no more than is taken.
 */
public final class SerialLane implements Executor {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(SerialLane.class.getName()));

    private static final int CAPACITY = 10_000;
    private static final Executor AGAIN = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS, Runnable::run);

    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    /**
     * Makes a lane.
     *
     * @param executor what runs the tasks; on Java 21 or newer one with virtual threads fits
     */
    public SerialLane(Executor executor) {
        this.executor = executor;
    }

    /**
     * Runs a task after all given before. If the borrowed executor refuses to run more, or fails, the tasks wait and it is asked again, unless it has shut
     * down.
     *
     * @param task what to do; what it throws is logged
     * @throws RejectedExecutionException if {@value #CAPACITY} tasks wait already, or the executor has shut down; the task is then not run
     */
    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (tasks.size() >= CAPACITY) {
                throw new RejectedExecutionException(CAPACITY + " tasks of one connection wait already");
            }
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        start();
    }

    private void start() {
        try {
            executor.execute(this::run);
        } catch (Throwable e) { // whatever it throws: it did not take the task
            if (executor instanceof ExecutorService service && service.isShutdown()) {
                int lost = stop();
                throw new RejectedExecutionException("the executor has shut down; tasks not run: " + lost, e);
            }
            AGAIN.execute(this::startAgain);
        }
    }

    private void startAgain() {
        try {
            start();
        } catch (RejectedExecutionException e) {
            COMPLAINTS.warn("a connection lost its lane", e.getMessage());
        }
    }

    private int stop() {
        lock.lock();
        try {
            running = false;
            int waiting = tasks.size();
            tasks.clear();
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable e) {
                COMPLAINTS.error("a task of a connection failed", e);
            }
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable task = tasks.poll();
            running = task != null;
            return task;
        } finally {
            lock.unlock();
        }
    }
}

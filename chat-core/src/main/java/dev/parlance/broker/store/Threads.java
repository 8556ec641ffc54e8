package dev.parlance.broker.store;

import dev.parlance.complaint.Complaints;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The threads of one broker: those that it was lent, or its own, which end with it. */
final class Threads implements Executor {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Threads.class.getName()));

    private final Executor executor;
    private final @Nullable ExecutorService own;
    private final UpkeepTimer upkeep;
    private volatile @Nullable Runnable end;
    private volatile boolean ended;

    Threads(@Nullable Executor lent, @Nullable UpkeepTimer timer) {
        this.own = lent == null ? Executors.newCachedThreadPool(named("parlance-store")) : null;
        this.executor = lent == null ? own() : lent;
        this.upkeep = timer == null ? Threads::onOwnThread : timer;
    }

    private ExecutorService own() {
        ExecutorService made = own;
        if (made == null) {
            throw new IllegalStateException("an executor was lent");
        }
        return made;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Runs what somebody waits for, on a thread of its own if the executor does not take it. */
    void insist(Runnable task) {
        try {
            executor.execute(task);
        } catch (Throwable e) { // whatever it throws: it did not take it
            COMPLAINTS.warn("no thread works for the store", e);
            named("parlance-store-refused").newThread(task).start();
        }
    }

    /** Runs what ends a broker, even if the executor was ended before it. */
    void executeLast(Runnable task) {
        named("parlance-store-end").newThread(task).start();
    }

    void every(Duration period, Runnable work) {
        end = upkeep.every(period, work);
        if (ended) {
            endUpkeep();
        }
    }

    void endUpkeep() {
        ended = true;
        Runnable ending = end;
        if (ending != null) {
            ending.run();
        }
    }

    void close() {
        if (own != null) {
            own.shutdown();
        }
    }

    private static Runnable onOwnThread(Duration period, Runnable work) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("parlance-store-upkeep"));
        var unused = timer.scheduleWithFixedDelay(work, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        return timer::shutdown;
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}

package dev.parlance.node;

import dev.parlance.host.EngineTimer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads of an engine: lent by the host, or made here and then ended here. Immutable; any thread. */
public final class EngineThreads {
    private static final int MAX_THREADS = 16;
    private static final int QUEUE = 10_000;

    private final EngineTimer timer;
    private final Executor executor;
    private final Executor loginExecutor;
    private final @Nullable ExecutorService ownScheduler;
    private final @Nullable ExecutorService ownExecutor;
    private final @Nullable ExecutorService ownLoginExecutor;

    public EngineThreads(
            @Nullable ScheduledExecutorService lentScheduler, @Nullable Executor lentExecutor, int logins) {
        if (lentScheduler == null) {
            ScheduledThreadPoolExecutor own = new ScheduledThreadPoolExecutor(1, daemons("parlance-timer"));
            own.setRemoveOnCancelPolicy(true); // cancelled deadlines of ten thousand connections would pile up
            ownScheduler = own;
            timer = new EngineTimer(own);
        } else {
            ownScheduler = null;
            timer = new EngineTimer(lentScheduler);
        }
        if (lentExecutor == null) {
            ownExecutor = pool(MAX_THREADS, "parlance-worker");
            executor = ownExecutor;
            ownLoginExecutor = pool(logins, "parlance-login");
            loginExecutor = ownLoginExecutor;
        } else {
            ownExecutor = null;
            executor = lentExecutor;
            ownLoginExecutor = null;
            loginExecutor = lentExecutor;
        }
    }

    private static ExecutorService pool(int threads, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    public EngineTimer timer() {
        return timer;
    }

    public Executor executor() {
        return executor;
    }

    /** For logins, of which only so many are begun at once. */
    public Executor loginExecutor() {
        return loginExecutor;
    }

    void stop() {
        if (ownScheduler != null) {
            ownScheduler.shutdownNow();
        }
        if (ownExecutor != null) {
            ownExecutor.shutdown();
        }
        if (ownLoginExecutor != null) {
            ownLoginExecutor.shutdown();
        }
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}

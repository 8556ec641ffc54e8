package dev.parlance;

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

/** The threads of an engine: lent by the host, or made here and then ended here. */
final class EngineThreads {
    private static final int MAX_THREADS = 16;
    private static final int QUEUE = 10_000;

    private final EngineTimer timer;
    private final Executor executor;
    private final @Nullable ExecutorService ownScheduler;
    private final @Nullable ExecutorService ownExecutor;

    EngineThreads(@Nullable ScheduledExecutorService lentScheduler, @Nullable Executor lentExecutor) {
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
            ThreadPoolExecutor pool = new ThreadPoolExecutor(
                    MAX_THREADS,
                    MAX_THREADS,
                    30,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(QUEUE),
                    daemons("parlance-worker"));
            pool.allowCoreThreadTimeOut(true);
            ownExecutor = pool;
            executor = pool;
        } else {
            ownExecutor = null;
            executor = lentExecutor;
        }
    }

    EngineTimer timer() {
        return timer;
    }

    Executor executor() {
        return executor;
    }

    void stop() {
        if (ownScheduler != null) {
            ownScheduler.shutdownNow();
        }
        if (ownExecutor != null) {
            ownExecutor.shutdown();
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

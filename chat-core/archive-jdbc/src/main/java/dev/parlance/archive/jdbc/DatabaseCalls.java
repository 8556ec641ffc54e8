package dev.parlance.archive.jdbc;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** All calls of the database: on threads that may block, no more of them at once than are allowed, each with a deadline from the moment it was asked for. */
final class DatabaseCalls {
    private enum State {
        NEW,
        OPEN,
        ENDED
    }

    private final DataSource source;
    private final Executor executor;
    private final @Nullable ExecutorService own;
    private final int most;
    private final Duration timeout;
    private final AtomicInteger begun = new AtomicInteger();
    private final Set<DatabaseCall<?>> calls = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads("deadlines"));
    /** Tells of what is late and cuts connections, as both may take their time. */
    private final ExecutorService aside = Executors.newCachedThreadPool(threads("aside"));

    private volatile State state = State.NEW;

    DatabaseCalls(DataSource source, @Nullable Executor lent, int threads, int most, Duration timeout) {
        this.source = source;
        this.own = lent == null ? pool(threads) : null;
        this.executor = lent == null ? pool(own) : lent;
        this.most = most;
        this.timeout = timeout;
        timer.setRemoveOnCancelPolicy(true);
    }

    private static ExecutorService pool(int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads("database"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Executor pool(@Nullable ExecutorService own) {
        if (own == null) {
            throw new IllegalStateException("neither lent nor own threads");
        }
        return own;
    }

    private static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, "parlance-archive-" + name);
            thread.setDaemon(true);
            return thread;
        };
    }

    Duration timeout() {
        return timeout;
    }

    void open() {
        state = State.OPEN;
    }

    /** Reads, in as many steps as it takes. */
    <T> CompletionStage<T> read(DatabaseCall.Task<T> task) {
        return call(false, timeout, task);
    }

    /** Does all or nothing. */
    <T> CompletionStage<T> transaction(DatabaseCall.Task<T> task) {
        return call(true, timeout, task);
    }

    /** The first, before which there is no other. */
    <T> CompletionStage<T> prepare(Duration time, DatabaseCall.Task<T> task) {
        return submit(new DatabaseCall<>(source, true, task), time);
    }

    private <T> CompletionStage<T> call(boolean transaction, Duration time, DatabaseCall.Task<T> task) {
        if (state != State.OPEN) {
            return CompletableFuture.failedFuture(closed());
        }
        return submit(new DatabaseCall<>(source, transaction, task), time);
    }

    private <T> CompletionStage<T> submit(DatabaseCall<T> call, Duration time) {
        if (begun.incrementAndGet() > most) {
            begun.decrementAndGet();
            return CompletableFuture.failedFuture(new ChatException(
                    ErrorCode.OVERLOADED, "more than " + most + " calls wait for the archive's database"));
        }
        calls.add(call);
        try {
            ScheduledFuture<?> deadline = timer.schedule(
                    () -> aside.execute(() -> call.end(call.late(time), aside)), time.toNanos(), TimeUnit.NANOSECONDS);
            var unused = call.result().whenComplete((value, failure) -> {
                deadline.cancel(false);
                calls.remove(call);
            });
            executor.execute(() -> {
                try {
                    call.run();
                } finally {
                    begun.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException e) {
            begun.decrementAndGet();
            call.end(
                    state == State.ENDED
                            ? closed()
                            : new ChatException(ErrorCode.OVERLOADED, "no thread is left for the archive's database"),
                    Runnable::run);
            calls.remove(call);
        }
        if (state == State.ENDED) {
            call.end(closed(), Runnable::run);
        }
        return call.result();
    }

    /** Ends what is in flight; does not wait for a database that says nothing. */
    void close() {
        state = State.ENDED;
        for (DatabaseCall<?> call : calls) {
            call.end(closed(), aside);
        }
        timer.shutdownNow();
        if (own != null) {
            own.shutdown();
        }
        aside.shutdown();
    }

    private static ChatException closed() {
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the archive is not started, or stopped");
    }
}

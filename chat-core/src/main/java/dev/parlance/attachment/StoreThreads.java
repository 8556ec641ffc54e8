package dev.parlance.attachment;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where a store that blocks does what it is asked for, as long as it runs. Any thread. */
final class StoreThreads {
    private enum State {
        NEW,
        RUNNING,
        STOPPED
    }

    private final Executor executor;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

    StoreThreads(Executor executor) {
        this.executor = executor;
    }

    /** Says whether this is the start that counts. */
    boolean begin() {
        return state.compareAndSet(State.NEW, State.RUNNING);
    }

    void end() {
        state.set(State.STOPPED);
    }

    /** Does something; fails if the store does not run. */
    <T extends @Nullable Object> CompletableFuture<T> call(Callable<T> work) {
        State now = state.get();
        return now == State.RUNNING
                ? always(work)
                : CompletableFuture.failedFuture(new IllegalStateException(
                        now == State.NEW ? "start the store of files first" : "the store of files has stopped"));
    }

    /** Does something, whether the store runs or not. */
    <T extends @Nullable Object> CompletableFuture<T> always(Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    done.complete(work.call());
                } catch (Throwable e) { // a stage that nobody completes would hang whoever waits
                    done.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    void close(Closeable what) {
        try {
            what.close();
        } catch (IOException e) {
            // nothing was written through it that counts
        }
    }
}

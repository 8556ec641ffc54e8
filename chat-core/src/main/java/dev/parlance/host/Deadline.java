package dev.parlance.host;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A broker is a stranger, too: what a session waits for it to do has the time that the host has, whatever the broker's own deadlines are. Any thread.
 */
public final class Deadline {
    private Deadline() {}

    /** Returns a stage that completes as the other one, or fails with {@link ErrorCode#BROKER_UNAVAILABLE} at the deadline. */
    public static <T> CompletionStage<T> within(EngineContext context, CompletionStage<T> stage) {
        return within(context, stage, context.limits().policyTimeout());
    }

    /** The same for what may take longer than a question. */
    public static <T> CompletionStage<T> within(EngineContext context, CompletionStage<T> stage, Duration timeout) {
        CompletableFuture<T> under = stage.toCompletableFuture();
        if (under.isDone()) {
            return under;
        }
        CompletableFuture<T> bounded = under.copy(); // others may wait for the same stage
        Future<?> timer;
        try {
            timer = context.scheduler()
                    .schedule(
                            () -> bounded.completeExceptionally(new ChatException(
                                    ErrorCode.BROKER_UNAVAILABLE, "the store did not answer in time")),
                            timeout.toNanos(),
                            TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new ChatException(ErrorCode.SHUTTING_DOWN, "the server is about to stop"));
        }
        Future<?> unused = bounded.whenComplete((value, error) -> timer.cancel(false));
        return bounded;
    }
}

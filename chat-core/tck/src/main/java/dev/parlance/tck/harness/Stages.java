package dev.parlance.tck.harness;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for stages, never longer than the kit's patience. */
public final class Stages {
    private Stages() {}

    public static <T extends @Nullable Object> T done(CompletionStage<T> stage, Duration patience) {
        try {
            return finished(stage, patience);
        } catch (ExecutionException e) {
            Throwable cause = cause(e);
            if (cause instanceof RuntimeException refusal) {
                throw refusal;
            }
            if (cause instanceof Error fault) {
                throw fault;
            }
            throw new AssertionError("a stage failed with a checked exception", cause);
        }
    }

    public static Throwable failure(CompletionStage<?> stage, Duration patience) {
        try {
            throw new AssertionError("succeeded, with " + finished(stage, patience) + ", but should have failed");
        } catch (ExecutionException e) {
            return cause(e);
        }
    }

    /** Waits for either end. */
    public static void ended(CompletionStage<?> stage, Duration patience) {
        done(stage.handle((value, failure) -> "ended"), patience);
    }

    private static <T extends @Nullable Object> T finished(CompletionStage<T> stage, Duration patience)
            throws ExecutionException {
        CompletableFuture<T> future = stage.toCompletableFuture();
        try {
            return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("a stage was not complete after " + patience + Standing.still(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapped = failure instanceof ExecutionException || failure instanceof CompletionException;
        return wrapped && cause != null ? cause(cause) : failure;
    }
}

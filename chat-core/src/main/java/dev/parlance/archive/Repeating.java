package dev.parlance.archive;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Does again what could not be done for a reason that can be removed. Any thread. */
final class Repeating {
    /** How often at the most; somebody else undoes each time what makes it possible. */
    private static final int MOST = 5;

    private Repeating() {}

    /**
     * Runs an operation until it fails for none of those reasons.
     *
     * @param remedy what removes the reason
     */
    static <T> CompletionStage<T> until(
            Supplier<CompletionStage<T>> operation, Predicate<Throwable> reason, Supplier<CompletionStage<?>> remedy) {
        return until(operation, reason, remedy, MOST);
    }

    private static <T> CompletionStage<T> until(
            Supplier<CompletionStage<T>> operation,
            Predicate<Throwable> reason,
            Supplier<CompletionStage<?>> remedy,
            int left) {
        return otherwise(
                operation.get(),
                cause -> left > 1 && reason.test(cause),
                cause -> remedy.get().thenCompose(done -> until(operation, reason, remedy, left - 1)));
    }

    /** What is done instead if something fails for a reason. */
    static <T> CompletionStage<T> otherwise(
            CompletionStage<T> stage, Predicate<Throwable> reason, Function<Throwable, CompletionStage<T>> instead) {
        return stage.handle((value, error) -> {
                    if (error == null) {
                        return CompletableFuture.completedStage(value);
                    }
                    Throwable cause = ChatException.causeOf(error);
                    return reason.test(cause) ? instead.apply(cause) : CompletableFuture.<T>failedStage(cause);
                })
                .thenCompose(Function.identity());
    }

    static Predicate<Throwable> code(ErrorCode code) {
        return cause -> cause instanceof ChatException told && told.code() == code;
    }
}

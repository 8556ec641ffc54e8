package dev.parlance;

import dev.parlance.policy.Policy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks the host: on the engine's executor if it may block, here if it says that it does not. */
final class PolicyCalls {
    private PolicyCalls() {}

    static <T> CompletableFuture<T> ask(EngineContext context, Policy policy, Supplier<CompletionStage<T>> question) {
        try {
            if (policy.mayBlock()) {
                return CompletableFuture.supplyAsync(question, context.executor())
                        .thenCompose(Function.identity());
            }
            return question.get().toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}

package dev.parlance.host;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.Policy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the host: on the engine's executor if it may block, here if it says that it does not. Every question has a deadline, after which an answer is ignored.
 * Whatever a policy or the host's executor throws fails this question, and nothing is thrown here; what a policy failed with is in the log under its class, and the answer
 * fails with a {@link ChatException}. So what is looked at in its answer is looked at within the question. Logins have a share of their own, because strangers ask for them.
 * Any thread.
 */
public final class PolicyCalls {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(PolicyCalls.class.getName()));

    private final EngineTimer scheduler;
    private final Executor executor;
    private final LoginShare logins;
    private final Duration timeout;

    /**
     * Asks on these threads.
     *
     * @param loginExecutor for logins alone, of which so many are asked at once
     */
    public PolicyCalls(EngineTimer timer, Executor executor, Executor loginExecutor, ChatLimits limits) {
        this.scheduler = timer;
        this.executor = executor;
        this.logins =
                new LoginShare(loginExecutor, limits.concurrentAuthentications(), limits.pendingAuthentications());
        this.timeout = limits.policyTimeout();
    }

    /** Asks who someone is. The answer may be cancelled. */
    public <T extends @Nullable Object> CompletableFuture<T> login(
            Authenticator policy, Supplier<? extends CompletionStage<T>> question) {
        PolicyCall<T> call = new PolicyCall<>(policy, question, logins::over);
        return begin(policy, call, () -> logins.begin(call, !policy.mayBlock()));
    }

    /** Asks anything else. */
    public <T extends @Nullable Object> CompletableFuture<T> ask(
            Policy policy, Supplier<? extends CompletionStage<T>> question) {
        try {
            if (policy.mayBlock()) {
                PolicyCall<T> call = new PolicyCall<>(policy, question, over -> {});
                return begin(policy, call, () -> executor.execute(call));
            }
            CompletableFuture<T> answer = question.get().toCompletableFuture();
            if (answer.isCompletedExceptionally()) {
                return answer.exceptionallyCompose(
                        error -> CompletableFuture.failedFuture(Failures.toldOf(policy, error)));
            }
            if (answer.isDone()) {
                return answer; // the common case makes nothing
            }
            PolicyCall<T> call = new PolicyCall<>(policy, () -> answer, over -> {});
            return begin(policy, call, call);
        } catch (Throwable e) { // the host's Errors are the host's, too
            return CompletableFuture.failedFuture(Failures.toldOf(policy, e));
        }
    }

    private <T extends @Nullable Object> CompletableFuture<T> begin(Policy policy, PolicyCall<T> call, Runnable ask) {
        try {
            call.expectWithin(scheduler.schedule(() -> expire(policy, call), timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new ChatException(ErrorCode.SHUTTING_DOWN, "the server is about to stop"));
        }
        try {
            ask.run();
        } catch (Throwable e) { // whatever the policy or the executor throws: it was not asked
            call.answer.completeExceptionally(Failures.toldOf(executor, e));
        }
        return call.answer;
    }

    private void expire(Policy policy, PolicyCall<?> call) {
        if (!call.answer.isDone()) {
            COMPLAINTS.warn(
                    policy.getClass().getName() + " has not answered within " + timeout.toMillis() + " ms", null);
        }
        call.expire();
    }
}

package dev.parlance.host;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.policy.Policy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One question to the host and its answer: the host's or, if that comes first, the deadline's. A thread that is still in the question at the deadline is
 * interrupted. Runs at most once, on any thread; the answer may be cancelled when nobody wants it any more.
 */
final class PolicyCall<T extends @Nullable Object> implements Runnable {
    final CompletableFuture<T> answer = new CompletableFuture<>();
    /** Whether a {@link LoginShare} has given it a place; under that share's lock. */
    boolean hasPlace;
    /** Who hands it to the executor just now, and which one got its place meanwhile on that same thread; of {@link LoginShare}, for that thread alone. */
    @Nullable
    Thread starter;

    @Nullable
    PolicyCall<?> successor;

    private final Policy policy;
    private final Supplier<? extends CompletionStage<T>> question;
    private final Consumer<PolicyCall<?>> onOver;
    private @Nullable Future<?> deadline;
    private @Nullable Thread asked; // this and the two below under this object's lock
    private boolean interrupted;
    private boolean over;

    /**
     * Makes a question that has not been asked yet.
     *
     * @param onOver told once: there is an answer, and no thread is in the question any more
     */
    PolicyCall(Policy policy, Supplier<? extends CompletionStage<T>> question, Consumer<PolicyCall<?>> onOver) {
        this.policy = policy;
        this.question = question;
        this.onOver = onOver;
    }

    /** Comes before all else: what runs {@link #expire} when the host has had its time. */
    void expectWithin(Future<?> timer) {
        deadline = timer;
        Future<?> unused = answer.whenComplete((value, error) -> tellIfOver());
    }

    @Override
    public void run() {
        synchronized (this) {
            if (answer.isDone()) {
                return; // waited too long for its turn
            }
            asked = Thread.currentThread();
        }
        try {
            question.get().whenComplete((value, error) -> {
                if (error == null) {
                    answer.complete(value);
                } else {
                    fail(error);
                }
            });
        } catch (Throwable e) { // the host's Errors are the host's, too
            fail(e);
        } finally {
            synchronized (this) {
                asked = null;
                if (interrupted) {
                    Thread.interrupted(); // was meant for the question, not for what this thread does next
                }
            }
        }
        tellIfOver();
    }

    private void fail(Throwable error) {
        if (!answer.isDone()) {
            answer.completeExceptionally(Failures.toldOf(policy, error));
        }
    }

    /** The host has had its time. */
    void expire() {
        answer.completeExceptionally(
                new ChatException(ErrorCode.HOST_UNAVAILABLE, "the host application did not decide in time"));
        synchronized (this) {
            if (asked != null) {
                interrupted = true;
                asked.interrupt();
            }
        }
    }

    private void tellIfOver() {
        synchronized (this) {
            if (over || asked != null || !answer.isDone()) {
                return;
            }
            over = true;
        }
        Future<?> timer = deadline;
        if (timer != null) {
            timer.cancel(false);
        }
        onOver.accept(this);
    }
}

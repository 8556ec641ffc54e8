package dev.parlance.host;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** What goes wrong, as clients and hosts are told: always a {@link ChatException}, whatever a stranger's code failed with. Any thread. */
public final class Failures {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Failures.class.getName()));

    private Failures() {}

    /** Returns what is told of a failure of code that is not ours; what says nothing to clients is logged under the name of its class. */
    public static ChatException toldOf(Object stranger, Throwable error) {
        return toldAs(error, stranger.getClass().getName());
    }

    /** Returns what is told of a failure; what says nothing to clients is logged under the name of what failed, of which there are some dozen. */
    public static ChatException toldAs(Throwable error, String what) {
        Throwable cause = ChatException.causeOf(error);
        if (cause instanceof ChatException told) {
            return told;
        }
        if (cause instanceof RejectedExecutionException) {
            return new ChatException(ErrorCode.OVERLOADED, "the server has more to do than it may queue");
        }
        COMPLAINTS.error(what + " failed", cause);
        return new ChatException(ErrorCode.INTERNAL_ERROR, "a fault of the server; it is in its log");
    }

    /** Begins what a public method promises: its stage fails with a {@link ChatException} itself, never with one within another, and nothing is thrown. */
    public static <T> CompletionStage<T> told(String what, Supplier<CompletionStage<T>> operation) {
        CompletableFuture<T> told = new CompletableFuture<>();
        try {
            operation.get().whenComplete((value, error) -> {
                if (error == null) {
                    told.complete(value);
                } else {
                    told.completeExceptionally(hostsFault(error, what));
                }
            });
        } catch (RuntimeException e) {
            told.completeExceptionally(hostsFault(e, what));
        }
        return told;
    }

    /** A broker that has not been started says so in a way of its own. */
    private static ChatException hostsFault(Throwable error, String what) {
        Throwable cause = ChatException.causeOf(error);
        return cause instanceof IllegalStateException
                ? new ChatException(ErrorCode.BROKER_UNAVAILABLE, String.valueOf(cause.getMessage()), false)
                : toldAs(cause, what);
    }
}

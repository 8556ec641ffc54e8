package dev.parlance.websocket.http;

import java.util.concurrent.CompletionException;

/** Why stages fail. */
public final class Causes {
    private Causes() {}

    /**
     * What a stage was failed with, out of what its dependents are told, which may be wrapped, once for each stage between.
     *
     * @param failure as a dependent is told
     * @return the first that is no wrapping
     */
    public static Throwable of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}

package dev.parlance.broker.store;

import org.jspecify.annotations.Nullable;

/** The answer to a commit was lost: the transaction may have taken effect, and may not. */
public final class UnsureCommitException extends StoreUnavailableException {
    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param message for the log of an operator
     * @param cause what the store's client threw, or null
     */
    public UnsureCommitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

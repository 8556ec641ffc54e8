package dev.parlance.broker.store;

import org.jspecify.annotations.Nullable;

/** A store cannot be used now, and the transaction has surely not taken effect: trying again is safe. */
public class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param message for the log of an operator
     * @param cause what the store's client threw, or null
     */
    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

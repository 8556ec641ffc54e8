package dev.parlance.broker.form;

import org.jspecify.annotations.Nullable;

/** Bytes are not what this version of Parlance can read: another version wrote them, or they are no longer whole. */
public final class UnreadableFormException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message which form was met, and which can be read
     * @param cause what was wrong with a value, or null
     */
    public UnreadableFormException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.parlance.model;

/**
 * A refusal or failure with a code. Clients see code, message and {@link #retryable()}, so the message says what was wrong and what
 * would be right, and nothing secret. It has no stack trace: it is an answer, and a flood of bad requests must stay cheap.
 */
public final class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    private final ErrorCode code;
    /** Whether the same request may succeed later. */
    private final boolean retryable;

    /**
     * An error that is as retryable as its code says.
     *
     * @param code what went wrong
     * @param message in words, shown to clients
     */
    public ChatException(ErrorCode code, String message) {
        this(code, message, code.retryable());
    }

    /**
     * An error that says itself whether the same request may succeed later.
     *
     * @param code what went wrong
     * @param message in words, shown to clients
     * @param retryable whether the same request, with the same ids, is safe and may succeed later
     */
    public ChatException(ErrorCode code, String message, boolean retryable) {
        super(message, null, false, false);
        this.code = code;
        this.retryable = retryable;
    }

    /**
     * What went wrong.
     *
     * @return the code
     */
    public ErrorCode code() {
        return code;
    }

    /**
     * Whether the same request, with the same ids, is safe and may succeed later.
     *
     * @return true if trying again makes sense
     */
    public boolean retryable() {
        return retryable;
    }

    /**
     * In words, for people.
     *
     * @return never null
     */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? code.name() : message;
    }
}

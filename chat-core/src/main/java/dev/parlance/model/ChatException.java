package dev.parlance.model;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A refusal or failure with a code. Clients see code, message, {@link #retryable()} and, where they are there, {@link #retryAfter()} and {@link #hostCode()}, so the message says what was
 * wrong and what would be right, and nothing secret. It has no stack trace: it is an answer, and a flood of bad requests must stay cheap.
 */
public final class ChatException extends RuntimeException {
    /** The longest code of a host's own, in characters. */
    public static final int MAX_HOST_CODE_LENGTH = 64;

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    private final ErrorCode code;
    /** Whether the same request may succeed later. */
    private final boolean retryable;
    /** How long that may take, if it is known. */
    private final @Nullable Duration retryAfter;
    /** What the host calls it. */
    private final @Nullable String hostCode;

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
        this(code, message, retryable, null, null);
    }

    private ChatException(
            ErrorCode code,
            String message,
            boolean retryable,
            @Nullable Duration retryAfter,
            @Nullable String hostCode) {
        super(message, null, false, false);
        this.code = code;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
        this.hostCode = hostCode;
    }

    /**
     * A limit that was met, and when there is room again.
     *
     * @param message in words, shown to clients
     * @param retryAfter how long to wait
     * @return an error with {@link ErrorCode#RATE_LIMITED}
     */
    public static ChatException rateLimited(String message, Duration retryAfter) {
        return new ChatException(ErrorCode.RATE_LIMITED, message, true, retryAfter, null);
    }

    /**
     * A room in slow mode, and when the user may say something there again.
     *
     * @param retryAfter how long to wait
     * @return an error with {@link ErrorCode#SLOW_MODE}
     */
    public static ChatException slowMode(Duration retryAfter) {
        return new ChatException(
                ErrorCode.SLOW_MODE, "this room is in slow mode: wait a little", true, retryAfter, null);
    }

    /**
     * What a stage was failed with, out of what its dependents are told: each stage between may have wrapped it in a {@link CompletionException}. Most often that is an error of this class.
     *
     * @param failure as a dependent is told
     * @return the first that is no wrapping
     */
    public static Throwable causeOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /**
     * What a policy of the host refuses for a reason that only the host's clients know.
     *
     * @param hostCode the host's name for it, 1 to {@value #MAX_HOST_CODE_LENGTH} characters of {@code A-Z 0-9 _}
     * @param message in words, shown to clients
     * @return an error with {@link ErrorCode#REFUSED}, not retryable
     * @throws IllegalArgumentException for any other code
     */
    public static ChatException refused(String hostCode, String message) {
        if (hostCode.isEmpty()
                || hostCode.length() > MAX_HOST_CODE_LENGTH
                || !hostCode.chars().allMatch(ChatException::isOfCode)) {
            throw new IllegalArgumentException(
                    "a host's code has 1 to " + MAX_HOST_CODE_LENGTH + " characters of A-Z 0-9 _");
        }
        return new ChatException(ErrorCode.REFUSED, message, false, null, hostCode);
    }

    private static boolean isOfCode(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    /** {@return what went wrong} */
    public ErrorCode code() {
        return code;
    }

    /** {@return whether the same request, with the same ids, is safe and may succeed later} */
    public boolean retryable() {
        return retryable;
    }

    /** {@return how long to wait before the same request makes sense, if that is known; on the wire {@code retryAfterMillis}} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** {@return what the host calls it, if the host refused with {@link #refused}; on the wire {@code hostCode}} */
    public Optional<String> hostCode() {
        return Optional.ofNullable(hostCode);
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

    /**
     * For logs: the code, that of the host if there is one, and the message.
     *
     * @return on one line if the message is
     */
    @Override
    public String toString() {
        return getClass().getName() + ": " + code + (hostCode == null ? "" : "/" + hostCode) + ": " + getMessage();
    }
}

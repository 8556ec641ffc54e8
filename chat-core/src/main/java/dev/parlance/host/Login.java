package dev.parlance.host;

import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.User;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who has some credentials: one question for all doors, of sessions and of plain requests, so that what strangers may cost is counted in one place. Any thread. */
public final class Login {
    private Login() {}

    /** Asks the host; what it answers is looked at with {@link #refusal}. The answer may be cancelled. */
    public static CompletableFuture<@Nullable User> ask(EngineContext context, Credentials credentials) {
        return context.policies()
                .<@Nullable User>login(
                        context.authenticator(), () -> context.authenticator().authenticate(credentials));
    }

    /** Returns why the host's answer lets nobody in; null if it does. */
    public static @Nullable ChatException refusal(EngineContext context, @Nullable User answer) {
        if (answer == null) {
            return new ChatException(ErrorCode.AUTHENTICATION_FAILED, "these credentials are nobody's");
        }
        return isExpired(context, answer)
                ? new ChatException(ErrorCode.AUTHENTICATION_FAILED, "this login has expired")
                : null;
    }

    /** Tells the guards of a login that was refused; that the host or this server fails is nobody's fault at the door. */
    public static void report(EngineContext context, @Nullable Throwable error, @Nullable String remoteAddress) {
        if (error != null
                && ChatException.causeOf(error) instanceof ChatException refusal
                && refusal.code().httpStatus() < 500) {
            context.audit().tell(SecurityEvent.Kind.LOGIN_FAILED, Audit.word(refusal), null, remoteAddress, null, "");
        }
    }

    /** Whether a login is not good any more. */
    public static boolean isExpired(EngineContext context, User login) {
        Instant end = login.expiresAt().orElse(null);
        return end != null && !context.clock().instant().isBefore(end);
    }
}

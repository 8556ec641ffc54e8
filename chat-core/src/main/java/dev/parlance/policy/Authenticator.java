package dev.parlance.policy;

import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Says who a client is. Called for every {@code authenticate} of a connection, of which so many may fail ({@code ChatLimits.maxAuthenticationAttempts}), for so many
 * connections at once ({@code ChatLimits.concurrentAuthentications}). One that says that it does not block may nevertheless be called on the engine's executor, if it had to
 * wait for its turn.
 */
@FunctionalInterface
public non-sealed interface Authenticator extends Policy {
    /**
     * Says who this is.
     *
     * @param credentials what the client says
     * @return the user, with roles, attributes and the login's expiry where there are some ({@link User#builder}); or null if the credentials are nobody's; failed with a {@link ChatException} ({@link ErrorCode#AUTHENTICATION_FAILED}) to refuse. Any other failure is logged and
     *     told as {@link ErrorCode#INTERNAL_ERROR}
     */
    CompletionStage<@Nullable User> authenticate(Credentials credentials);

    /**
     * Called once, when the engine starts, before anyone is asked for. One that stands before others passes it on to them.
     *
     * @param values what the nodes of the service share; usable once the engine has started
     */
    default void begin(SharedValues values) {}

    /**
     * Believes every client: for development, and for networks where everyone may be anyone. Both id and name must be there. When the engine starts a warning in the log says so.
     *
     * @return an authenticator that takes id and name as they come
     */
    static Authenticator trusting() {
        return new Trusting();
    }

    /**
     * Asks one after the other, until one knows the user. A refusal (null, or a {@link ChatException} that is neither retryable nor a fault of the server) leads on to the next; any
     * other failure says nothing about the credentials, so it is the answer at once, and nobody else is asked. If all refuse, the first who gave a reason is told: those who
     * recognise their own credentials by their form, as {@link Tickets}, come first.
     *
     * @param authenticators one or more, in order
     * @return an authenticator that may block if one of them may
     * @throws IllegalArgumentException if there are none
     */
    static Authenticator anyOf(Authenticator... authenticators) {
        if (authenticators.length == 0) {
            throw new IllegalArgumentException("anyOf needs an authenticator");
        }
        return new AnyOf(List.of(authenticators));
    }
}

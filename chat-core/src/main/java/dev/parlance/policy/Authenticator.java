package dev.parlance.policy;

import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import java.util.concurrent.CompletableFuture;
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
     * Believes every client: for development, and for networks where everyone may be anyone. Both id and name must be there.
     *
     * @return an authenticator that takes id and name as they come
     */
    static Authenticator trusting() {
        return new Authenticator() {
            @Override
            public CompletionStage<@Nullable User> authenticate(Credentials credentials) {
                String userId = credentials.userId();
                String username = credentials.username();
                if (userId == null || username == null) {
                    throw new ChatException(ErrorCode.INVALID_USER, "userId and username are needed");
                }
                return CompletableFuture.completedFuture(User.of(userId, username));
            }

            @Override
            public boolean mayBlock() {
                return false;
            }
        };
    }
}

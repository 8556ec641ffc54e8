package dev.parlance.policy;

import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** See {@link Authenticator#trusting}. */
final class Trusting implements Authenticator {
    private static final System.Logger LOG = System.getLogger(Authenticator.class.getName());

    @Override
    public void begin(SharedValues values) {
        LOG.log(
                System.Logger.Level.WARNING,
                "every client is believed to be who it says it is: for development and closed networks only");
    }

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
}

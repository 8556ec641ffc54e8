package dev.parlance.examples.server;

import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.SharedValues;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Users with tokens, and whoever comes without one as a guest: in that role, under an id that no user has. */
final class GuestsToo implements Authenticator {
    private static final String GUEST = "guest:";

    private final Authenticator tokens;

    GuestsToo(Authenticator tokens) {
        this.tokens = tokens;
    }

    @Override
    public void begin(SharedValues values) {
        tokens.begin(values);
    }

    @Override
    public CompletionStage<@Nullable User> authenticate(Credentials credentials) {
        if (credentials.bearer().isPresent()) {
            return tokens.authenticate(credentials).thenApply(GuestsToo::user);
        }
        return CompletableFuture.completedFuture(guest(credentials));
    }

    private static @Nullable User user(@Nullable User user) {
        if (user != null && user.id().value().startsWith(GUEST)) {
            throw new ChatException(ErrorCode.INVALID_USER, "ids that begin with " + GUEST + " are those of guests");
        }
        return user;
    }

    private static User guest(Credentials credentials) {
        String id = credentials.userId();
        String name = credentials.username();
        if (id == null || name == null) {
            throw new ChatException(ErrorCode.INVALID_USER, "a guest needs userId and username, a user a token");
        }
        UserId guest = new UserId(id.startsWith(GUEST) ? id : GUEST + id);
        return User.builder(guest, name).roles(List.of("guest")).build();
    }
}

package dev.parlance.policy;

import dev.parlance.model.ChatException;
import dev.parlance.model.User;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says who may do what, at every act; nothing is remembered but what an {@link Action} says. */
@FunctionalInterface
public non-sealed interface Authorizer extends Policy {
    /**
     * Whether a user may do something. Questions of one session come one after the other, those of several at once.
     *
     * @param user who, with the roles and attributes that the authenticator gave
     * @param action what and where
     * @return true to allow; a stage that fails refuses too, with its own code if it failed with a {@link ChatException}, as an internal error otherwise
     */
    CompletionStage<Boolean> permits(User user, Action action);

    /**
     * Allows everything to everyone who is authenticated.
     *
     * @return the default
     */
    static Authorizer allowingAll() {
        return new Authorizer() {
            @Override
            public CompletionStage<Boolean> permits(User user, Action action) {
                return CompletableFuture.completedFuture(true);
            }

            @Override
            public boolean mayBlock() {
                return false;
            }
        };
    }
}

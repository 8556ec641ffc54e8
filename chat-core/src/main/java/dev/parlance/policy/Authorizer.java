package dev.parlance.policy;

import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says who may do what. A stage that fails refuses too: with its own code if it failed with a ChatException, as an internal error otherwise. */
public non-sealed interface Authorizer extends Policy {
    /**
     * Whether a user may join a room, and so read it.
     *
     * @param user who
     * @param roomId where
     * @return true to allow
     */
    CompletionStage<Boolean> mayJoin(User user, RoomId roomId);

    /**
     * Whether a user who is in a room may say something there. Called for every message.
     *
     * @param user who
     * @param roomId where
     * @return true to allow
     */
    default CompletionStage<Boolean> maySend(User user, RoomId roomId) {
        return CompletableFuture.completedFuture(true);
    }

    /**
     * Allows everything to everyone who is authenticated.
     *
     * @return the default
     */
    static Authorizer allowingAll() {
        return new Authorizer() {
            @Override
            public CompletionStage<Boolean> mayJoin(User user, RoomId roomId) {
                return CompletableFuture.completedFuture(true);
            }

            @Override
            public boolean mayBlock() {
                return false;
            }
        };
    }
}

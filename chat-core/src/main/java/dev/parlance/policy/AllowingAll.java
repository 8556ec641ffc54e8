package dev.parlance.policy;

import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Allows everything but to change what others said. */
final class AllowingAll implements Authorizer {
    static final Authorizer ONLY = new AllowingAll();

    private AllowingAll() {}

    @Override
    public CompletionStage<Boolean> permits(User user, Action action) {
        UserId author = null;
        if (action instanceof Action.Edit edit) {
            author = edit.author();
        } else if (action instanceof Action.Delete delete) {
            author = delete.author();
        }
        return CompletableFuture.completedFuture(author == null || author.equals(user.id()));
    }

    @Override
    public boolean mayBlock() {
        return false;
    }
}

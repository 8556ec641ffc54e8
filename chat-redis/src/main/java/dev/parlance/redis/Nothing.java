package dev.parlance.redis;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Stages that complete with nothing: the contract writes their type without saying that the value is null. */
final class Nothing {
    private Nothing() {}

    @SuppressWarnings({"unchecked", "NullAway"}) // nobody reads the value of a Void
    static CompletionStage<Void> of(CompletionStage<? extends @Nullable Void> stage) {
        return (CompletionStage<Void>) stage;
    }
}

package dev.parlance.redis.link;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Asks Redis for many of a kind, some with each script: less to say than one by one, and whoever else waits for the store gets a turn between. For any thread. */
public final class Portions {
    /** How many one script looks at: about a millisecond. */
    private static final int EACH = 50;

    private Portions() {}

    /**
     * Asks for all of them.
     *
     * @param ask asks for some, in one command
     * @return what was answered, in the order in which it was asked for; fails if one of the portions does
     */
    public static <A, B> CompletionStage<List<B>> ask(List<A> all, Function<List<A>, CompletionStage<List<B>>> ask) {
        List<CompletableFuture<List<B>>> portions = new ArrayList<>();
        for (int i = 0; i < all.size(); i += EACH) {
            portions.add(
                    ask.apply(all.subList(i, Math.min(all.size(), i + EACH))).toCompletableFuture());
        }
        return CompletableFuture.allOf(portions.toArray(CompletableFuture<?>[]::new))
                .thenApply(done ->
                        portions.stream().flatMap(each -> each.join().stream()).toList());
    }
}

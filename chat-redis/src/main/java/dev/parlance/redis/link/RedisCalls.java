package dev.parlance.redis.link;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the rest of the broker asks its Redis through. For any thread; answers are read and stages completed on the thread for replies.
 *
 * @param pipeline takes them
 * @param timeout how long what the host asks for may take
 */
public record RedisCalls(Pipeline pipeline, Duration timeout) {
    private static final int SMALL = 100;

    /**
     * Asks for the host, within the bounds on what may wait.
     *
     * @param bytes how much it holds, roughly
     */
    public <T extends @Nullable Object> CompletionStage<T> ask(
            Call.Request request, Call.Decoder<T> decoder, Call.Repeat repeat, int bytes) {
        return pipeline.submit(new Call<>(request, decoder, repeat, bytes, System.nanoTime() + timeout.toNanos()));
    }

    /** The same of something small that may be repeated at any time. */
    public <T extends @Nullable Object> CompletionStage<T> ask(Call.Request request, Call.Decoder<T> decoder) {
        return ask(request, decoder, Call.Repeat.ANY_TIME, SMALL);
    }

    /** Asks for the broker itself something that may be repeated at any time, until there is an answer or the broker has stopped. */
    public <T extends @Nullable Object> CompletionStage<T> insist(Call.Request request, Call.Decoder<T> decoder) {
        return insist(request, decoder, Call.Repeat.ANY_TIME);
    }

    /** The same in its turn: it also ends, with an error, once something later that concerns the same was done before it. */
    public <T extends @Nullable Object> CompletionStage<T> insistInTurn(Call.Request request, Call.Decoder<T> decoder) {
        return insist(request, decoder, Call.Repeat.HARMLESS);
    }

    private <T extends @Nullable Object> CompletionStage<T> insist(
            Call.Request request, Call.Decoder<T> decoder, Call.Repeat repeat) {
        return pipeline.insist(new Call<>(request, decoder, repeat, SMALL, Long.MAX_VALUE));
    }

    /** Reads an answer that says nothing. */
    @SuppressWarnings("NullAway") // a Void has no other value
    public static Void nothing(@Nullable Object reply) {
        return null;
    }
}

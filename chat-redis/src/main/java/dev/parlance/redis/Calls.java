package dev.parlance.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes calls with the deadline of the configuration. */
record Calls(Duration timeout) {
    /** One of the host's. */
    <T extends @Nullable Object> Call<T> limited(
            Call.Request request, Call.Decoder<T> decoder, Call.Repeat repeat, int bytes) {
        return new Call<>(request, decoder, repeat, bytes, System.nanoTime() + timeout.toNanos());
    }

    /** One of the host's whose answer says nothing. */
    Call<Void> limited(Call.Request request, Call.Repeat repeat, int bytes) {
        return limited(request, Calls::nothing, repeat, bytes);
    }

    /** One of the broker's own, without a deadline. */
    <T extends @Nullable Object> Call<T> own(Call.Request request, Call.Decoder<T> decoder) {
        return new Call<>(request, decoder, Call.Repeat.HARMLESS, 100, Long.MAX_VALUE);
    }

    /** Reads an answer that says nothing. */
    @SuppressWarnings("NullAway") // a Void has no other value
    static Void nothing(@Nullable Object reply) {
        return null;
    }
}

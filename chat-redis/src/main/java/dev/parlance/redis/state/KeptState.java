package dev.parlance.redis.state;

import dev.parlance.broker.KeptValues;
import dev.parlance.model.ChatException;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Small values with a time to live. For any thread. */
public final class KeptState {
    private static final Script KEEP = Script.of(KeptState.class, "keep");

    /** All scripts of this, which a connection loads first. */
    public static final List<Script> SCRIPTS = List.of(KEEP);

    private final RedisCalls calls;
    private final Names names;

    /** Holds nothing itself. */
    public KeptState(RedisCalls calls, Names names) {
        this.calls = calls;
        this.names = names;
    }

    /** Keeps. */
    public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
        try {
            KeptValues.requireKey(key);
            KeptValues.requireValue(value);
        } catch (ChatException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        Call.Request request = (link, firstSent) -> KEEP.on(names.value(key))
                .with("shift", link.shiftMillis())
                .with("verb", "put")
                .with("text", bytes)
                .with("ttl", Math.max(1, timeToLive.toMillis()))
                .arguments();
        return calls.ask(request, RedisCalls::nothing, Call.Repeat.HARMLESS, bytes.length);
    }

    /** Reads. */
    public CompletionStage<Optional<String>> get(String key) {
        return ask("get", key, Call.Repeat.ANY_TIME);
    }

    /** Reads and forgets. */
    public CompletionStage<Optional<String>> take(String key) {
        return ask("take", key, Call.Repeat.HARMFUL); // once taken, a second try would find nothing
    }

    private CompletionStage<Optional<String>> ask(String verb, String key, Call.Repeat repeat) {
        try {
            KeptValues.requireKey(key);
        } catch (ChatException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        Call.Request request = (link, firstSent) -> KEEP.on(names.value(key))
                .with("shift", link.shiftMillis())
                .with("verb", verb)
                .arguments();
        Call.Decoder<Optional<String>> decoder =
                reply -> Optional.ofNullable(reply).map(Replies::text);
        return calls.ask(request, decoder, repeat, key.length());
    }
}

package dev.parlance.redis;

import dev.parlance.broker.KeptValues;
import dev.parlance.model.ChatException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Small values with a time to live. */
final class KeptState {
    private final CommandLane lane;
    private final Calls calls;
    private final Names names;

    KeptState(CommandLane lane, Calls calls, Names names) {
        this.lane = lane;
        this.calls = calls;
        this.names = names;
    }

    CompletionStage<Void> put(String key, String value, Duration timeToLive) {
        try {
            KeptValues.requireKey(key);
            KeptValues.requireValue(value);
        } catch (ChatException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        Call.Request request = (link, firstSent) -> Link.script(Script.KEEP, names.kept(key))
                .add(link.shiftMillis())
                .add("put")
                .add(bytes)
                .add(Math.max(1, timeToLive.toMillis()));
        return lane.submit(calls.limited(request, Call.Repeat.HARMLESS, bytes.length));
    }

    CompletionStage<Optional<String>> get(String key) {
        return ask("get", key, Call.Repeat.HARMLESS);
    }

    CompletionStage<Optional<String>> take(String key) {
        return ask("take", key, Call.Repeat.HARMFUL); // once taken, a second try would find nothing
    }

    private CompletionStage<Optional<String>> ask(String verb, String key, Call.Repeat repeat) {
        try {
            KeptValues.requireKey(key);
        } catch (ChatException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        Call.Request request = (link, firstSent) -> Link.script(Script.KEEP, names.kept(key))
                .add(link.shiftMillis())
                .add(verb);
        Call.Decoder<Optional<String>> decoder =
                reply -> Optional.ofNullable(reply).map(Link::text);
        return lane.submit(calls.limited(request, decoder, repeat, key.length()));
    }
}

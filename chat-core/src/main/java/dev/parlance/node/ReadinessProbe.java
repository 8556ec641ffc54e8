package dev.parlance.node;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.Topic;
import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Readiness;
import dev.parlance.model.Readiness.Check;
import dev.parlance.model.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries what a node lives by. Whoever asks meanwhile, or shortly after, gets the same answer: strangers may ask, and cannot load the store with it. Any
 * thread, without a lock.
 */
public final class ReadinessProbe {
    static final Duration PATIENCE = Duration.ofSeconds(3);
    static final Duration FRESH = Duration.ofSeconds(1);
    private static final System.Logger LOG = System.getLogger(ReadinessProbe.class.getName());
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);
    private static final String WORD = "parlance.ready";

    private final EngineContext context;
    private final String node = UUID.randomUUID().toString(); // no two nodes may hear each other's word for their own
    private final Topic.Cluster self = new Topic.Cluster("ready-" + node);
    private final AtomicReference<@Nullable Attempt> latest = new AtomicReference<>();
    private final AtomicLong words = new AtomicLong();

    private static final class Attempt {
        final CompletableFuture<Readiness> outcome = new CompletableFuture<>();
        final CompletableFuture<Void> heard = new CompletableFuture<>();
        final String word;
        volatile long doneAt;

        Attempt(String word) {
            this.word = word;
        }
    }

    ReadinessProbe(EngineContext context) {
        this.context = context;
    }

    public CompletionStage<Readiness> probe() {
        Attempt last = latest.get();
        if (last != null && isFresh(last)) {
            return last.outcome.copy();
        }
        Attempt mine = new Attempt(Long.toString(words.incrementAndGet()));
        if (!latest.compareAndSet(last, mine)) {
            return probe();
        }
        ChatBroker broker = context.broker();
        String key = WORD + "." + node;
        CompletionStage<Check> store = check(
                "store",
                () -> broker.put(key, mine.word, TIME_TO_LIVE)
                        .thenCompose(kept -> broker.get(key))
                        .thenAccept(value -> requireSame(mine.word, value)));
        CompletionStage<Check> bus = check(
                "bus",
                () -> broker.subscribe(self)
                        .thenCompose(done -> broker.signal(self, Signal.of(WORD, Map.of("word", mine.word))))
                        .thenCompose(done -> mine.heard));
        store.thenAcceptBoth(bus, (first, second) -> {
            mine.doneAt = context.ticker().getAsLong();
            mine.outcome.complete(new Readiness(List.of(first, second)));
        });
        return mine.outcome.copy();
    }

    /** Whether this was a word of a probe; only a node's own ones come here. */
    boolean heard(Topic topic, Signal signal) {
        if (!topic.equals(self)) {
            return false;
        }
        Attempt attempt = latest.get();
        if (attempt != null && attempt.word.equals(signal.data().get("word"))) {
            attempt.heard.complete(null);
        }
        return true;
    }

    private boolean isFresh(Attempt attempt) {
        return !attempt.outcome.isDone() || context.ticker().getAsLong() - attempt.doneAt < FRESH.toNanos();
    }

    private CompletableFuture<Check> check(String name, Supplier<CompletionStage<Void>> work) {
        long begun = context.ticker().getAsLong();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Future<?> patience;
        try {
            patience = context.scheduler().schedule(() -> expire(done), PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            ChatException stopped = new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the engine has stopped", false);
            return CompletableFuture.completedFuture(new Check(name, Duration.ZERO, Optional.of(stopped)));
        }
        CompletableFuture.<Void>completedStage(null)
                .thenCompose(go -> work.get())
                .whenComplete((fine, error) -> {
                    if (error == null) {
                        done.complete(null);
                    } else {
                        done.completeExceptionally(error);
                    }
                });
        return done.handle((fine, error) -> {
            patience.cancel(false);
            Duration took = Duration.ofNanos(context.ticker().getAsLong() - begun);
            return new Check(name, took, Optional.ofNullable(error).map(ReadinessProbe::failure));
        });
    }

    private static void expire(CompletableFuture<Void> done) {
        String text = "no answer within " + PATIENCE.toSeconds() + " seconds";
        done.completeExceptionally(new ChatException(ErrorCode.BROKER_UNAVAILABLE, text, true));
    }

    private static ChatException failure(Throwable error) {
        Throwable cause = ChatException.causeOf(error);
        if (cause instanceof ChatException refusal) {
            return refusal;
        }
        LOG.log(System.Logger.Level.WARNING, "the broker could not be tried", cause);
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the broker does not work", true);
    }

    private static void requireSame(String word, Optional<String> kept) {
        if (!kept.equals(Optional.of(word))) {
            throw new ChatException(ErrorCode.BROKER_UNAVAILABLE, "what was kept was not read again", true);
        }
    }
}

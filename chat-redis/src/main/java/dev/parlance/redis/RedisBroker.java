package dev.parlance.redis;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Presence;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A broker over Redis, 6.2 or later: all nodes over one Redis are one chat service. What it keeps there, and what an acknowledgement is worth under which
 * persistence, is told in {@code docs/REDIS.md}.
 *
 * <p>Safe for use by many threads. Operations return at once and complete on a thread of the broker, which must not be blocked: what waits for it counts
 * against {@link RedisConfig#maxPending}. Listener calls come on the thread that reads the subscriptions, or on that one. Operations end within {@link
 * RedisConfig#timeout}; a break of the connection meanwhile is mended behind the scenes, nothing is stored twice and nothing overtakes.
 *
 * <p>Errors are {@link ChatException}s with {@link ErrorCode#BROKER_UNAVAILABLE} if Redis does not answer or too much waits for it. {@code
 * retryable} is true if the operation was certainly not executed, or may be repeated without harm; it is false for a message without a client message id
 * that may have been stored.
 */
public final class RedisBroker implements ChatBroker {
    private enum State {
        NEW,
        STARTING,
        RUNNING,
        STOPPED
    }

    private final RedisConfig config;
    private final Timing timing;
    private final RandomGenerator random;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile @Nullable Shard shard;

    private RedisBroker(Builder builder) {
        this.config = builder.config;
        this.timing = builder.timing;
        this.random = builder.random;
    }

    /**
     * Starts from the defaults.
     *
     * @param config how to reach Redis
     * @return a builder, for one thread
     */
    public static Builder builder(RedisConfig config) {
        return new Builder(config);
    }

    /**
     * A node with the defaults.
     *
     * @param config how to reach Redis
     * @return a broker that has not started
     */
    public static RedisBroker of(RedisConfig config) {
        return builder(config).build();
    }

    /**
     * Connects. Fails with {@link ErrorCode#BROKER_UNAVAILABLE}, naming host and port, if Redis does not answer within the timeout; the broker is then as good
     * as stopped.
     */
    @Override
    public CompletionStage<Void> start(BrokerListener listener) {
        if (!state.compareAndSet(State.NEW, State.STARTING)) {
            return CompletableFuture.failedFuture(new IllegalStateException("a broker starts once"));
        }
        Shard opened = new Shard(config, timing, random, listener);
        shard = opened;
        CompletableFuture<Void> started = new CompletableFuture<>();
        opened.start().whenComplete((done, error) -> {
            if (error != null) {
                state.set(State.STOPPED);
                opened.die().whenComplete((gone, late) -> stopped.complete(null));
                started.completeExceptionally(failure(error));
            } else if (state.compareAndSet(State.STARTING, State.RUNNING)) {
                started.complete(null);
            } else {
                started.completeExceptionally(
                        new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the broker has stopped", false));
            }
        });
        return started;
    }

    private ChatException failure(Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        return cause instanceof ChatException refusal
                ? refusal
                : new ChatException(
                        ErrorCode.BROKER_UNAVAILABLE, "no Redis that works at " + config.address() + ": " + cause);
    }

    @Override
    public CompletionStage<Void> stop() {
        State before = state.getAndSet(State.STOPPED);
        Shard open = shard;
        if (before != State.STOPPED) {
            if (open == null) {
                stopped.complete(null);
            } else {
                open.stop().whenComplete((done, error) -> stopped.complete(null));
            }
        }
        return stopped;
    }

    @Override
    public CompletionStage<Void> subscribe(Topic topic) {
        return running(open -> open.subscriptions().subscribe(topic));
    }

    @Override
    public CompletionStage<Void> unsubscribe(Topic topic) {
        return running(open -> open.subscriptions().unsubscribe(topic));
    }

    @Override
    public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
        return running(open -> open.rooms().publish(draft, retention));
    }

    @Override
    public CompletionStage<Message> change(MessageChange change) {
        return running(open -> open.rooms().change(change));
    }

    @Override
    public CompletionStage<Void> signal(Topic topic, Signal signal) {
        return running(open -> open.rooms().signal(topic, signal));
    }

    @Override
    public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
        return running(open -> open.rooms().history(roomId, query));
    }

    @Override
    public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
        return running(open -> open.rooms().message(roomId, position));
    }

    @Override
    public CompletionStage<Resumption> resume(RoomId roomId, Position since) {
        return running(open -> open.rooms().resume(roomId, since));
    }

    @Override
    public CompletionStage<Long> enter(RoomId roomId, User user) {
        return running(open -> open.membership().enter(roomId, user));
    }

    @Override
    public CompletionStage<Long> leave(RoomId roomId, UserId userId) {
        return running(open -> open.membership().leave(roomId, userId));
    }

    @Override
    public CompletionStage<Presence> members(RoomId roomId) {
        return running(open -> open.membership().members(roomId));
    }

    @Override
    public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
        return running(open -> open.state().put(key, value, timeToLive));
    }

    @Override
    public CompletionStage<Optional<String>> get(String key) {
        return running(open -> open.state().get(key));
    }

    @Override
    public CompletionStage<Optional<String>> take(String key) {
        return running(open -> open.state().take(key));
    }

    /** Ends this node without a word, as a killed process does. */
    void die() {
        Shard open = shard;
        if (state.getAndSet(State.STOPPED) != State.STOPPED && open != null) {
            open.die().whenComplete((done, error) -> stopped.complete(null));
        }
    }

    /** Does now what is done every few seconds; for tests. */
    CompletionStage<Void> upkeep() {
        Shard open = shard;
        return open == null || state.get() != State.RUNNING ? CompletableFuture.completedStage(null) : open.upkeep();
    }

    private <T extends @Nullable Object> CompletionStage<T> running(Function<Shard, CompletionStage<T>> action) {
        Shard open = shard;
        State now = state.get();
        if (now != State.RUNNING || open == null) {
            return CompletableFuture.failedFuture(
                    now == State.STOPPED
                            ? new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the broker has stopped", false)
                            : new IllegalStateException("start the broker first, and wait until it has"));
        }
        return action.apply(open);
    }

    /** Collects what a {@link RedisBroker} is built with; not safe for use by several threads. */
    public static final class Builder {
        private final RedisConfig config;
        private Timing timing = Timing.REAL;
        private RandomGenerator random = new SecureRandom();

        private Builder(RedisConfig config) {
            this.config = config;
        }

        Builder timing(Timing value) {
            this.timing = value;
            return this;
        }

        /**
         * Names epochs and nodes, and spreads what nodes do at the same time.
         *
         * @param value safe for use by many threads, and never the same sequence in two nodes; default: a {@link SecureRandom}
         * @return this
         */
        public Builder random(RandomGenerator value) {
            this.random = value;
            return this;
        }

        /**
         * Builds a node.
         *
         * @return a broker that has not started
         */
        public RedisBroker build() {
            return new RedisBroker(this);
        }
    }
}

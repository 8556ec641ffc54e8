package dev.parlance.redis;

import dev.parlance.broker.BrokerListener;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether a broker has started, works, or has stopped, and what it answers then. For any thread. */
final class Lifecycle {
    private enum State {
        NEW,
        STARTING,
        RUNNING,
        STOPPED
    }

    private final String address;
    private final Function<BrokerListener, Shard> opener;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile @Nullable Shard shard;

    Lifecycle(String address, Function<BrokerListener, Shard> opener) {
        this.address = address;
        this.opener = opener;
    }

    CompletionStage<Void> start(BrokerListener listener) {
        if (!state.compareAndSet(State.NEW, State.STARTING)) {
            return CompletableFuture.failedFuture(new IllegalStateException("a broker starts once"));
        }
        Shard opened = opener.apply(listener);
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
                started.completeExceptionally(hasStopped());
            }
        });
        return started;
    }

    private ChatException failure(Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        return cause instanceof ChatException refusal
                ? refusal
                : new ChatException(ErrorCode.BROKER_UNAVAILABLE, "no Redis that works at " + address + ": " + cause);
    }

    CompletionStage<Void> stop() {
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

    /** Ends without a word, as a killed process does. */
    void die() {
        Shard open = shard;
        if (state.getAndSet(State.STOPPED) != State.STOPPED && open != null) {
            open.die().whenComplete((done, error) -> stopped.complete(null));
        }
    }

    /** The working node, or null. */
    @Nullable
    Shard working() {
        return state.get() == State.RUNNING ? shard : null;
    }

    <T extends @Nullable Object> CompletionStage<T> running(Function<Shard, CompletionStage<T>> action) {
        State now = state.get();
        Shard open = shard;
        if (now == State.RUNNING && open != null) {
            ChatException refusal = open.refusal();
            return refusal == null ? action.apply(open) : CompletableFuture.failedFuture(refusal);
        }
        return CompletableFuture.failedFuture(
                now == State.STOPPED
                        ? hasStopped()
                        : new IllegalStateException("start the broker first, and wait until it has"));
    }

    private static ChatException hasStopped() {
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the broker has stopped", false);
    }
}

package dev.parlance.redis;

import dev.parlance.broker.BrokerListener;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.redis.link.Refusals;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether a broker has started, works, or has stopped, and what it answers then. A stop ends a start that is under way: that fails at once, and what it has made is released by the time the stop
 * completes. For any thread.
 */
final class Lifecycle {
    private enum State {
        NEW,
        STARTING,
        RUNNING,
        STOPPED
    }

    /** What there is to end goes with the state, so that whoever leaves one knows it. */
    private record Phase(State state, @Nullable Shard shard) {}

    private static final Phase NEW = new Phase(State.NEW, null);
    private static final Phase STOPPED = new Phase(State.STOPPED, null);

    private final String address;
    private final Function<BrokerListener, Shard> opener;
    private final AtomicReference<Phase> phase = new AtomicReference<>(NEW);
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    /**
     * Has not started.
     *
     * @param opener makes what has neither thread nor connection before it is started
     */
    Lifecycle(String address, Function<BrokerListener, Shard> opener) {
        this.address = address;
        this.opener = opener;
    }

    CompletionStage<Void> start(BrokerListener listener) {
        Shard opened = opener.apply(listener);
        Phase starting = new Phase(State.STARTING, opened);
        if (!phase.compareAndSet(NEW, starting)) {
            return CompletableFuture.failedFuture(new IllegalStateException("a broker starts once"));
        }
        opened.start().whenComplete((done, error) -> {
            if (error != null) {
                fail(starting, opened, error);
            } else if (phase.compareAndSet(starting, new Phase(State.RUNNING, opened))) {
                started.complete(null);
            }
        });
        return started;
    }

    private void fail(Phase starting, Shard opened, Throwable error) {
        if (phase.compareAndSet(starting, STOPPED)) {
            releasing(opened.stop());
            started.completeExceptionally(failure(error));
        }
    }

    private ChatException failure(Throwable error) {
        Throwable cause = ChatException.causeOf(error);
        return cause instanceof ChatException refusal
                ? refusal
                : new ChatException(ErrorCode.BROKER_UNAVAILABLE, "no Redis that works at " + address + ": " + cause);
    }

    CompletionStage<Void> stop() {
        return end(Shard::stop);
    }

    /** Ends without a word, as a killed process does. */
    CompletionStage<Void> die() {
        return end(Shard::die);
    }

    private CompletionStage<Void> end(Function<Shard, CompletionStage<Void>> way) {
        Phase before = phase.getAndSet(STOPPED);
        Shard open = before.shard();
        if (open != null) {
            started.completeExceptionally(Refusals.stopped()); // unless it has ended
            releasing(way.apply(open));
        } else if (before.state() == State.NEW) {
            stopped.complete(null);
        }
        return stopped.copy();
    }

    private void releasing(CompletionStage<Void> released) {
        released.whenComplete((done, error) -> stopped.complete(null));
    }

    /** The working node, or null. */
    @Nullable
    Shard working() {
        Phase now = phase.get();
        return now.state() == State.RUNNING ? now.shard() : null;
    }

    <T extends @Nullable Object> CompletionStage<T> running(Function<Shard, CompletionStage<T>> action) {
        Shard open = working();
        if (open != null) {
            ChatException refusal = open.refusal();
            return refusal == null ? action.apply(open) : CompletableFuture.failedFuture(refusal);
        }
        return CompletableFuture.failedFuture(
                phase.get().state() == State.STOPPED
                        ? Refusals.stopped()
                        : new IllegalStateException("start the broker first, and wait until it has"));
    }
}

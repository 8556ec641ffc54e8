package dev.parlance.broker.store;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The calls of one broker from its start to its stop, those about one thing one after the other. For use by any thread. */
final class StoreCalls {
    private enum State {
        NEW,
        STARTING,
        RUNNING,
        STOPPED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final StoreLane[] lanes;

    StoreCalls(Executor executor, int lanes) {
        AtomicLong waitingBytes = new AtomicLong();
        this.lanes = Stream.generate(() -> new StoreLane(executor, waitingBytes))
                .limit(lanes)
                .toArray(StoreLane[]::new);
    }

    static ChatException afterStop() {
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the broker has stopped", false);
    }

    /** Begins, once. */
    CompletionStage<Void> start(Runnable beginning) {
        if (!state.compareAndSet(State.NEW, State.STARTING)) {
            return CompletableFuture.failedFuture(new IllegalStateException("a broker starts once"));
        }
        StoreCall<Void> call = call(State.STARTING, beginning);
        lanes[0].addAlways(call);
        return call.result;
    }

    /** Takes calls from here on. */
    void open() {
        if (!state.compareAndSet(State.STARTING, State.RUNNING)) {
            throw afterStop();
        }
    }

    /** Takes no more calls; returns false if that is so already. */
    boolean close() {
        return state.getAndSet(State.STOPPED) != State.STOPPED;
    }

    /** Waits until what was under way when this was closed has ended; what has not even begun in time never will, and fails. */
    void awaitEnd(Duration patience) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(lanes.length);
        for (StoreLane lane : lanes) {
            StoreCall<Void> last = call(State.STOPPED, () -> {});
            var unused = last.result.whenComplete((ended, failure) -> left.countDown());
            lane.addAlways(last);
        }
        if (!left.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            Stream.of(lanes).forEach(lane -> lane.refuseAll(afterStop()));
        }
    }

    /**
     * A call of the host.
     *
     * @param of what it is about
     * @param bytes how much it holds while it waits
     */
    <T> CompletionStage<T> run(Object of, long bytes, Supplier<T> work) {
        switch (state.get()) {
            case NEW, STARTING -> {
                return CompletableFuture.failedFuture(new IllegalStateException("start the broker first"));
            }
            case STOPPED -> {
                return CompletableFuture.failedFuture(afterStop());
            }
            case RUNNING -> {}
        }
        StoreCall<T> call = new StoreCall<>(() -> state.get() == State.RUNNING, bytes, work);
        lane(of).add(call);
        return call.result;
    }

    /** Something of the broker's own, which is never too much. */
    void runOwn(Object of, Runnable work) {
        lane(of).addAlways(call(State.RUNNING, work));
    }

    private StoreCall<Void> call(State needed, Runnable work) {
        return new StoreCall<>(() -> state.get() == needed, Weight.LEAST, () -> {
            work.run();
            return null;
        });
    }

    private StoreLane lane(Object of) {
        return lanes[Math.floorMod(of.hashCode(), lanes.length)];
    }
}

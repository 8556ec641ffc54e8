package dev.parlance;

import dev.parlance.transport.SerialLane;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls the host's listener in order, on its own time. */
final class ListenerCalls {
    static final int CAPACITY = 10_000;
    private static final System.Logger LOG = System.getLogger(ListenerCalls.class.getName());

    private final @Nullable ChatListener listener;
    private final SerialLane lane;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong missed = new AtomicLong();

    ListenerCalls(@Nullable ChatListener listener, Executor executor) {
        this.listener = listener;
        this.lane = new SerialLane(executor);
    }

    void tell(Consumer<ChatListener> call) {
        ChatListener target = listener;
        if (target == null) {
            return;
        }
        if (waiting.incrementAndGet() > CAPACITY) {
            drop();
            return;
        }
        try {
            lane.execute(() -> run(target, call));
        } catch (RejectedExecutionException e) {
            drop();
        }
    }

    private void drop() {
        waiting.decrementAndGet();
        missed.incrementAndGet();
    }

    private void run(ChatListener target, Consumer<ChatListener> call) {
        waiting.decrementAndGet();
        try {
            long count = missed.getAndSet(0);
            if (count > 0) {
                target.missed(count);
            }
            call.accept(target);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the chat listener failed", e);
        }
    }
}

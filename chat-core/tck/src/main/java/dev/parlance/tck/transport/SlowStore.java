package dev.parlance.tck.transport;

import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory that counts readings, and can be told to keep their readers waiting. */
final class SlowStore extends ForwardingBroker {
    private final AtomicInteger readings = new AtomicInteger();
    private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    SlowStore() {
        super(InMemoryBroker.builder().build());
    }

    int readings() {
        return readings.get();
    }

    /** Answers no reading that begins from now on. */
    void hold() {
        gate = new CompletableFuture<>();
    }

    @Override
    public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
        readings.incrementAndGet();
        return gate.thenCompose(open -> super.history(roomId, query));
    }
}

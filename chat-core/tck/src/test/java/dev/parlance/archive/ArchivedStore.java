package dev.parlance.archive;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.InMemoryHub;
import dev.parlance.broker.LostLogs;
import dev.parlance.tck.BrokerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The store in memory, with an archive behind it that is lost with it. */
final class ArchivedStore implements BrokerStore {
    private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final InMemoryHub hub = new InMemoryHub(() -> now, new SplittableRandom(1));
    private final InMemoryArchive archive = new InMemoryArchive();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Map<ChatBroker, InMemoryBroker> nodes = new ConcurrentHashMap<>();
    private final ArchivePromise promise;

    ArchivedStore(ArchivePromise promise) {
        this.promise = promise;
    }

    @Override
    public ChatBroker newNode() {
        InMemoryBroker node = InMemoryBroker.builder().hub(hub).build();
        MessageArchive archived = MessageArchive.of(node, archive)
                .promise(promise)
                .pause(Duration.ofMillis(1))
                .scheduler(scheduler)
                .build();
        nodes.put(archived, node);
        return archived;
    }

    @Override
    public void kill(ChatBroker node) {
        hub.kill(nodes.get(node));
    }

    @Override
    public void advance(Duration time) {
        now = now.plus(time);
        hub.sweep();
    }

    @Override
    public boolean hasManualTime() {
        return true;
    }

    @Override
    public void setBack(Duration time) {
        now = now.minus(time);
    }

    @Override
    public long size() {
        return LostLogs.topics(hub);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}

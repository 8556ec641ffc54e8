package dev.parlance.broker;

import dev.parlance.model.RoomId;
import dev.parlance.tck.BrokerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The store in memory with all that can happen to it: it has no connections that break and no process that pauses. */
public final class InMemoryStore implements BrokerStore {
    private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final InMemoryHub hub;

    public InMemoryStore() {
        this(new SplittableRandom(1));
    }

    /** With epochs that are named by {@code epochs}. */
    public InMemoryStore(RandomGenerator epochs) {
        this.hub = new InMemoryHub(() -> now, epochs);
    }

    @Override
    public ChatBroker newNode() {
        return InMemoryBroker.builder().hub(hub).build();
    }

    @Override
    public void kill(ChatBroker node) {
        hub.kill((InMemoryBroker) node);
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
        return hub.size();
    }

    @Override
    public void loseLog(RoomId roomId) {
        hub.lose(roomId);
    }
}

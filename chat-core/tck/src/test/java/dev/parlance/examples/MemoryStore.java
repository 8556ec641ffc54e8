package dev.parlance.examples;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.InMemoryHub;
import dev.parlance.tck.BrokerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

class MemoryStore implements BrokerStore {
    private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final InMemoryHub hub = new InMemoryHub(() -> now, new SplittableRandom(1));

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
}

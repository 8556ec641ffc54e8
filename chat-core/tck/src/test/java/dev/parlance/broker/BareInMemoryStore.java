package dev.parlance.broker;

import dev.parlance.tck.BrokerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** The store in memory with what the kit must have: a hub, and a clock that is moved. */
class BareInMemoryStore implements BrokerStore {
    volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");
    final InMemoryHub hub = new InMemoryHub(() -> now, new SplittableRandom(1));

    @Override
    public ChatBroker newNode() {
        return InMemoryBroker.builder().hub(hub).build();
    }

    @Override
    public void kill(ChatBroker node) {
        ((InMemoryBroker) node).die();
    }

    @Override
    public void advance(Duration time) {
        now = now.plus(time);
        hub.sweep();
    }
}

package dev.parlance.examples;

import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.BrokerTck;

class MemoryBrokerTckTest extends BrokerTck {
    @Override
    protected BrokerStore openStore() {
        return new MemoryStore();
    }
}

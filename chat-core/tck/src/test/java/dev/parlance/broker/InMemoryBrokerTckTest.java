package dev.parlance.broker;

import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.BrokerTck;

class InMemoryBrokerTckTest extends BrokerTck {
    @Override
    protected BrokerStore openStore() {
        return new InMemoryStore();
    }
}

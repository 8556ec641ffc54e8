package dev.parlance.examples;

import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.BrokerTck;
import dev.parlance.tck.PortBrokerStore;

class MemoryPortBrokerTckTest extends BrokerTck {
    @Override
    protected BrokerStore openStore() {
        return new PortBrokerStore(new MemoryPortStore());
    }
}

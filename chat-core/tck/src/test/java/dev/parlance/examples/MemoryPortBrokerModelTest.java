package dev.parlance.examples;

import dev.parlance.tck.BrokerModelTck;
import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.PortBrokerStore;

class MemoryPortBrokerModelTest extends BrokerModelTck {
    @Override
    protected BrokerStore openStore() {
        return new PortBrokerStore(new MemoryPortStore());
    }

    @Override
    protected int sequences() {
        return 100;
    }
}

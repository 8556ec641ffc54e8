package dev.parlance.examples;

import dev.parlance.tck.ArchivingTck;
import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.PortBrokerStore;

class MemoryPortArchivingTckTest extends ArchivingTck {
    @Override
    protected BrokerStore openStore() {
        return new PortBrokerStore(new MemoryPortStore());
    }
}

package dev.parlance.broker;

import dev.parlance.tck.ArchivingTck;
import dev.parlance.tck.BrokerStore;

class InMemoryArchivingTckTest extends ArchivingTck {
    @Override
    protected BrokerStore openStore() {
        return new InMemoryStore();
    }
}

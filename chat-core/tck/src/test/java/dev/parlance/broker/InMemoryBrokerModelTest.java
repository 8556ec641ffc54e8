package dev.parlance.broker;

import dev.parlance.tck.BrokerModelTck;
import dev.parlance.tck.BrokerStore;
import java.time.Duration;

class InMemoryBrokerModelTest extends BrokerModelTck {
    @Override
    protected BrokerStore openStore() {
        return new InMemoryStore();
    }

    @Override
    protected int sequences() {
        return 1_500;
    }

    /** In memory all is heard before a stage completes. */
    @Override
    protected Duration patience() {
        return Duration.ofMillis(100);
    }
}

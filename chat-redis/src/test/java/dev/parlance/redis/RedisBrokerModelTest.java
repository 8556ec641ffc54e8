package dev.parlance.redis;

import dev.parlance.tck.BrokerModelTck;
import dev.parlance.tck.BrokerStore;

class RedisBrokerModelTest extends BrokerModelTck {
    @Override
    protected BrokerStore openStore() {
        return new RedisBrokerStore();
    }

    @Override
    protected int sequences() {
        return 100;
    }
}

package dev.parlance.redis;

import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.BrokerTck;

class RedisBrokerTckTest extends BrokerTck {
    @Override
    protected BrokerStore openStore() {
        return new RedisBrokerStore();
    }
}

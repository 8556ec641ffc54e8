package dev.parlance.redis;

import dev.parlance.tck.ArchivingTck;
import dev.parlance.tck.BrokerStore;

class RedisArchivingTckTest extends ArchivingTck {
    @Override
    protected BrokerStore openStore() {
        return new RedisBrokerStore();
    }
}

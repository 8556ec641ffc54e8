package dev.parlance.redis;

import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.ConversationTck;

class RedisConversationTckTest extends ConversationTck {
    @Override
    protected BrokerStore openStore() {
        return new RedisBrokerStore();
    }
}

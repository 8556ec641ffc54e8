package dev.parlance.broker;

import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.ConversationTck;

class InMemoryConversationTckTest extends ConversationTck {
    @Override
    protected BrokerStore openStore() {
        return new InMemoryStore();
    }
}

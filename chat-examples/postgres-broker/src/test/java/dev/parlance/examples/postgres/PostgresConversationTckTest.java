package dev.parlance.examples.postgres;

import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.ConversationTck;
import dev.parlance.tck.PortBrokerStore;
import org.junit.jupiter.api.Tag;

@Tag("faults")
class PostgresConversationTckTest extends ConversationTck {
    @Override
    protected BrokerStore openStore() {
        return new PortBrokerStore(new PostgresStore());
    }
}

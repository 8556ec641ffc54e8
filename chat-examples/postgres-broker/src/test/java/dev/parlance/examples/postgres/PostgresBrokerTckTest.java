package dev.parlance.examples.postgres;

import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.BrokerTck;
import dev.parlance.tck.PortBrokerStore;
import org.junit.jupiter.api.Tag;

@Tag("faults")
class PostgresBrokerTckTest extends BrokerTck {
    @Override
    protected BrokerStore openStore() {
        return new PortBrokerStore(new PostgresStore());
    }
}

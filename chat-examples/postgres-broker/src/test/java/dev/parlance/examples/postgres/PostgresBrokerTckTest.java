package dev.parlance.examples.postgres;

import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.BrokerTck;
import dev.parlance.tck.PortBrokerStore;

class PostgresBrokerTckTest extends BrokerTck {
    @Override
    protected BrokerStore openStore() {
        return new PortBrokerStore(new PostgresStore());
    }
}

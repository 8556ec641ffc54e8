package dev.parlance.examples.postgres;

import dev.parlance.tck.BrokerModelTck;
import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.PortBrokerStore;
import java.time.Duration;

class PostgresBrokerModelTest extends BrokerModelTck {
    @Override
    protected BrokerStore openStore() {
        return new PortBrokerStore(new PostgresStore());
    }

    @Override
    protected int sequences() {
        return 12;
    }

    /** A server that shares its machine with a build needs more time than a store in memory. */
    @Override
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }
}

package dev.parlance.examples.postgres;

import dev.parlance.tck.ArchivingTck;
import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.PortBrokerStore;
import org.junit.jupiter.api.Tag;

@Tag("faults")
class PostgresArchivingTckTest extends ArchivingTck {
    @Override
    protected BrokerStore openStore() {
        return new PortBrokerStore(new PostgresStore());
    }
}

package dev.parlance.examples.postgres;

import dev.parlance.tck.PortStore;
import dev.parlance.tck.PortTck;

class PostgresPortTckTest extends PortTck {
    @Override
    protected PortStore openStore() {
        return new PostgresStore();
    }
}

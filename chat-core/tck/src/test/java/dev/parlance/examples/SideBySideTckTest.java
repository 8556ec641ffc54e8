package dev.parlance.examples;

import dev.parlance.broker.store.NextVersionPort;
import dev.parlance.broker.store.StorePort;
import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.BrokerTck;
import dev.parlance.tck.PortBrokerStore;
import java.util.concurrent.atomic.AtomicInteger;

/** The whole contract while a service is upgraded node by node: every other node is of the next version. */
class SideBySideTckTest extends BrokerTck {
    @Override
    protected BrokerStore openStore() {
        return new PortBrokerStore(new MemoryPortStore() {
            private final AtomicInteger ports = new AtomicInteger();

            @Override
            public StorePort newPort() {
                StorePort port = super.newPort();
                return ports.getAndIncrement() % 2 == 0 ? port : new NextVersionPort(port);
            }
        });
    }
}

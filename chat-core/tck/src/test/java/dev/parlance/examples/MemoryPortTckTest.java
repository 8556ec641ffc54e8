package dev.parlance.examples;

import dev.parlance.tck.PortStore;
import dev.parlance.tck.PortTck;

class MemoryPortTckTest extends PortTck {
    @Override
    protected PortStore openStore() {
        return new MemoryPortStore();
    }
}

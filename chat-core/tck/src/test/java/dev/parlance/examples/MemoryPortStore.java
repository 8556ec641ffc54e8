package dev.parlance.examples;

import dev.parlance.broker.store.StorePort;
import dev.parlance.tck.MemoryPorts;
import dev.parlance.tck.PortStore;
import java.time.Duration;
import java.time.Instant;

class MemoryPortStore implements PortStore {
    private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final MemoryPorts ports = new MemoryPorts(() -> now);

    @Override
    public StorePort newPort() {
        return ports.newPort();
    }

    @Override
    public void advance(Duration time) {
        now = now.plus(time);
    }

    @Override
    public boolean hasManualTime() {
        return true;
    }

    @Override
    public void setBack(Duration time) {
        now = now.minus(time);
    }

    @Override
    public void breakLine(StorePort port) {
        ports.breakLine(port);
    }

    @Override
    public Runnable snapshot() {
        return ports.snapshot();
    }

    @Override
    public void loseNextAnswer(StorePort port, boolean committed) {
        ports.loseNextAnswer(port, committed);
    }
}

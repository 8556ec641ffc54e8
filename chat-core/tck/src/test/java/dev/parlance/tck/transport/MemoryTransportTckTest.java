package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;

class MemoryTransportTckTest extends TransportTck {
    @Override
    protected ServedTransport serve(ChatEngine engine, TransportBounds bounds) {
        return new MemoryTransport(engine, bounds);
    }
}

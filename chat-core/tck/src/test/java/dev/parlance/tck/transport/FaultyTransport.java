package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;

/** The transport in memory, with a fault before and behind each of its connections. */
class FaultyTransport extends MemoryTransport {
    private final WrongTransport fault;

    FaultyTransport(WrongTransport fault, ChatEngine engine, TransportBounds bounds) {
        super(engine, bounds);
        this.fault = fault;
    }

    @Override
    ChatConnection shown(ChatConnection sound) {
        return fault.shown(sound);
    }

    @Override
    ChatSession called(ChatSession sound) {
        return fault.called(sound);
    }
}

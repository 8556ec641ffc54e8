package dev.parlance.websocket.net;

import java.nio.ByteBuffer;

/** Takes what comes and does nothing about it. */
class DeafProtocol implements Protocol {
    @Override
    public void received(ByteBuffer data) {}

    @Override
    public void peerEnded() {}

    @Override
    public void sweep(long now) {}

    @Override
    public void overloaded() {}

    @Override
    public void stopping() {}

    @Override
    public void closed() {}
}

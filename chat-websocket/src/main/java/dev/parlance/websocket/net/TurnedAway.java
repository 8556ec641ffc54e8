package dev.parlance.websocket.net;

import java.nio.ByteBuffer;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** A connection too many, closed already. Without state, so for any event loop. */
enum TurnedAway implements IOEventHandler {
    /** There is nothing to tell one from another, and none to make when memory is out. */
    CLOSED;

    @Override
    public void connected(IOSession session) {}

    @Override
    public void inputReady(IOSession session, @Nullable ByteBuffer data) {}

    @Override
    public void outputReady(IOSession session) {}

    @Override
    public void timeout(IOSession session, Timeout timeout) {}

    @Override
    public void exception(IOSession session, Exception cause) {}

    @Override
    public void disconnected(IOSession session) {}
}

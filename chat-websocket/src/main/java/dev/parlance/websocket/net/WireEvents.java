package dev.parlance.websocket.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** What HttpCore says of a wire, on its event loop. Nothing is thrown out of here, where it would end the loop with all who live on it. */
final class WireEvents implements IOEventHandler {
    private final Wire wire;

    WireEvents(Wire wire) {
        this.wire = wire;
    }

    @Override
    public void connected(IOSession session) {}

    @Override
    public void inputReady(IOSession session, @Nullable ByteBuffer decrypted) {
        try {
            if (decrypted == null) {
                wire.read();
            } else {
                wire.take(decrypted);
            }
        } catch (IOException e) {
            wire.abort();
        } catch (Throwable e) {
            wire.failed(e);
        }
    }

    @Override
    public void outputReady(IOSession session) {
        try {
            wire.write();
        } catch (IOException e) {
            wire.abort();
        } catch (Throwable e) {
            wire.failed(e);
        }
    }

    @Override
    public void timeout(IOSession session, Timeout timeout) {
        if (session.getStatus() != IOSession.Status.ACTIVE) {
            wire.abort(); // a TLS goodbye that nobody answers
        }
    }

    @Override
    public void exception(IOSession session, Exception cause) {
        wire.broken(cause);
    }

    @Override
    public void disconnected(IOSession session) {
        wire.gone();
    }
}

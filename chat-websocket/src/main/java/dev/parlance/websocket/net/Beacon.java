package dev.parlance.websocket.net;

import java.nio.ByteBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.EventMask;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an event loop is woken. HttpCore wakes a reactor only through the events of one of its sessions. A client's session will not do: one that does not read is
 * never ready to be written, and there may be none. So each event loop has a loopback connection of its own, on which nothing is ever sent and which
 * is therefore always ready to be written; its time-out is the event loop's clock. One that is lost is missed by the port's keeper. Nothing gets out of here, where it would end the event loop with all its wires.
 */
final class Beacon implements IOEventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Beacon.class);

    private static final Timeout TICK =
            Timeout.ofMilliseconds(1); // overdue whenever the reactor looks, once per select interval

    private final IOSession session;
    private final EventLoop loop;
    private final Runnable onEnding;
    private volatile boolean putOut;

    /** With what to do when HttpCore closes it by itself, which it does when its loop ends. */
    Beacon(IOSession session, EventLoop loop, Runnable onEnding) {
        this.session = session;
        this.loop = loop;
        this.onEnding = onEnding;
    }

    void light() {
        session.setEvent(EventMask.WRITE);
    }

    boolean isLit() {
        return session.isOpen();
    }

    void putOut() {
        putOut = true;
        try {
            session.close(CloseMode.IMMEDIATE);
        } catch (Throwable e) {
            failed(e); // half-way at least, so that it is not lit
        }
    }

    @Override
    public void connected(IOSession ignored) {
        session.setSocketTimeout(TICK);
        if (!loop.offer(this)) {
            putOut();
        }
    }

    @Override
    public void outputReady(IOSession ignored) {
        try {
            session.clearEvent(EventMask.WRITE);
            loop.round();
        } catch (Throwable e) {
            failed(e);
        }
    }

    @Override
    public void timeout(IOSession ignored, Timeout timeout) {
        try {
            loop.tick();
        } catch (Throwable e) {
            failed(e);
        }
    }

    @Override
    public void inputReady(IOSession ignored, @Nullable ByteBuffer data) {
        putOut(); // nobody writes to it, so this is its end
    }

    @Override
    public void exception(IOSession ignored, Exception cause) {
        putOut();
        failed(cause);
    }

    @Override
    public void disconnected(IOSession ignored) {
        loop.beaconLost(this);
        if (!putOut) {
            onEnding.run();
        }
    }

    private static void failed(Throwable cause) {
        Faults.log(LOG, "the beacon of an I/O thread failed", cause);
    }
}

package dev.parlance.websocket.net;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.EventMask;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a lane is woken. HttpCore wakes a reactor only through the events of one of its sessions. A client's session will not do: one that does not read is
 * never ready to be written, and there may be none. So each lane has a loopback connection of its own, on which nothing is ever sent and which
 * is therefore always ready to be written; its time-out is the lane's clock.
 */
final class Beacon implements IOEventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Beacon.class);

    private static final Timeout TICK =
            Timeout.ofMilliseconds(1); // overdue whenever the reactor looks, once per select interval

    private final IOSession session;
    private final Lane lane;
    private final Consumer<Lane> onLost;

    Beacon(IOSession session, Lane lane, Consumer<Lane> onLost) {
        this.session = session;
        this.lane = lane;
        this.onLost = onLost;
    }

    void light() {
        session.setEvent(EventMask.WRITE);
    }

    void putOut() {
        session.close(CloseMode.IMMEDIATE);
    }

    @Override
    public void connected(IOSession ignored) {
        session.setSocketTimeout(TICK);
        if (!lane.offer(this)) {
            session.close(CloseMode.IMMEDIATE);
        }
    }

    @Override
    public void outputReady(IOSession ignored) {
        session.clearEvent(EventMask.WRITE);
        lane.round();
    }

    @Override
    public void timeout(IOSession ignored, Timeout timeout) {
        lane.sweepIfDue();
    }

    @Override
    public void inputReady(IOSession ignored, @Nullable ByteBuffer data) {
        session.close(CloseMode.IMMEDIATE); // nobody writes to it, so this is its end
    }

    @Override
    public void exception(IOSession ignored, Exception cause) {
        LOG.warn("the beacon of an I/O thread failed: {}", cause.toString());
        session.close(CloseMode.IMMEDIATE);
    }

    @Override
    public void disconnected(IOSession ignored) {
        lane.beaconLost(this);
        onLost.accept(lane);
    }
}

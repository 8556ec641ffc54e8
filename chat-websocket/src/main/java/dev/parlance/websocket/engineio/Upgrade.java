package dev.parlance.websocket.engineio;

import java.time.Duration;

/**
 * A WebSocket on its way to replace polling: it proves itself with a ping, the client ends its last poll, and says that it changes over. The last poll
 * may be one that begins only now, so waiting polls are looked for again and again. A client may leave out the proof, as those for .NET and PHP do. For the session's event loop only.
 */
final class Upgrade {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final LiveSession session;
    private final Transport candidate;
    private final PollingTransport polling;
    private final Alarm deadline;
    private final Alarm look;
    private boolean probed;

    Upgrade(LiveSession session, Transport candidate, PollingTransport polling, Timers timers, Duration timeout) {
        this.session = session;
        this.candidate = candidate;
        this.polling = polling;
        this.deadline = timers.alarm(session.loop());
        this.look = timers.alarm(session.loop());
        deadline.set(timeout, () -> session.abandon(this));
    }

    Transport candidate() {
        return candidate;
    }

    void received(String packet) {
        if (packet.equals(Packets.PROBE)) {
            candidate.send(Packets.PROBED_FRAME);
            probed = true;
            release();
        } else if (packet.length() == 1 && packet.charAt(0) == Packets.UPGRADE) {
            session.changeTo(candidate, polling, probed);
        } else {
            session.abandon(this);
        }
    }

    void end() {
        deadline.clear();
        look.clear();
    }

    private void release() {
        polling.release(Packets.NOOP_FRAME);
        look.set(LOOK, this::release);
    }
}

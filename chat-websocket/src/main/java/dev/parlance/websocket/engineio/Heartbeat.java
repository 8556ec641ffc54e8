package dev.parlance.websocket.engineio;

/**
 * The server pings, the client answers; the time-out runs from the ping. The alarm alone would let a request through that comes a moment after the
 * deadline, so requests ask {@link #isOverdue} too. For the session's event loop only.
 */
final class Heartbeat {
    private static final long PUNCTUAL_NANOS = 50_000_000;

    private final Timers timers;
    private final Alarm alarm;
    private final long interval;
    private final long timeout;
    private final Runnable ping;
    private final Runnable dead;
    private long due;
    private boolean awaited;

    Heartbeat(Timers timers, Alarm alarm, EngineIoSettings settings, Runnable ping, Runnable dead) {
        this.timers = timers;
        this.alarm = alarm;
        this.interval = settings.pingInterval().toNanos();
        this.timeout = settings.pingTimeout().toNanos();
        this.ping = ping;
        this.dead = dead;
    }

    void start() {
        due = timers.now() + interval;
        alarm.set(interval, this::beat);
    }

    void stop() {
        alarm.clear();
        awaited = false;
    }

    /** The client's answer; one that was not asked for changes nothing. */
    void pong() {
        if (awaited) {
            awaited = false;
            long now = timers.now();
            due = Math.max(now, due + interval - timeout);
            alarm.set(due - now, this::beat);
        }
    }

    /** Whether the answer should have been here. */
    boolean isOverdue() {
        return awaited && timers.now() - due >= 0;
    }

    private void beat() {
        long now = timers.now();
        // after a pause of the whole process the client gets its full time
        long pinged = now - due <= PUNCTUAL_NANOS ? due : now;
        due = pinged + timeout;
        awaited = true;
        alarm.set(due - now, dead);
        ping.run();
    }
}

package dev.parlance.websocket.engineio;

import java.time.Duration;

/**
 * Times and bounds of Engine.IO sessions.
 *
 * @param pingInterval from one ping to the next
 * @param pingTimeout how long a pong may take, counted from its ping; then the session is dead
 * @param upgradeTimeout how long a WebSocket may take to prove itself and replace polling
 * @param firstRequestTimeout how long a polling session may stay without a second request
 * @param maxPayload the longest message, WebSocket frame or request body, in bytes
 * @param strangerPayload the same for clients that nobody has let in yet
 * @param maxPackets how many packets one request body may have
 * @param outboxBytes how much may wait for a client that does not read or poll
 * @param maxSessions how many sessions at once; more are refused
 * @param maxStrangers how many of them may be of clients that nobody has let in yet; more are refused
 */
public record EngineIoSettings(
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        Duration firstRequestTimeout,
        int maxPayload,
        int strangerPayload,
        int maxPackets,
        int outboxBytes,
        int maxSessions,
        int maxStrangers) {

    private static final int STRANGERS_SHARE_OF_THE_HEAP = 16;
    private static final int STRANGER_BYTES = 2 * 1024;
    private static final int MOST_SESSIONS = 100_000;

    /**
     * The times that clients of the reference server are used to: a ping every 25 s, 20 s for the pong, 10 s for the upgrade, messages of 1 MB. At most 100,000
     * sessions, and as many strangers among them as a sixteenth of the largest heap has room for, at 2 KB each.
     */
    public static final EngineIoSettings DEFAULT = new EngineIoSettings(
            Duration.ofSeconds(25),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            1_000_000,
            16 * 1024,
            1_000,
            1024 * 1024,
            MOST_SESSIONS,
            defaultStrangers(Runtime.getRuntime().maxMemory()));

    static int defaultStrangers(long heap) {
        return (int) Math.min(MOST_SESSIONS, heap / STRANGERS_SHARE_OF_THE_HEAP / STRANGER_BYTES);
    }

    /**
     * The same with another heartbeat.
     *
     * @param interval from one ping to the next
     * @param timeout how long a pong may take
     * @return a copy
     */
    public EngineIoSettings withHeartbeat(Duration interval, Duration timeout) {
        return new EngineIoSettings(
                interval,
                timeout,
                upgradeTimeout,
                firstRequestTimeout,
                maxPayload,
                strangerPayload,
                maxPackets,
                outboxBytes,
                maxSessions,
                maxStrangers);
    }

    /**
     * The same with another bound on what may wait for a client.
     *
     * @param bytes how much
     * @return a copy
     */
    public EngineIoSettings withOutbox(int bytes) {
        return new EngineIoSettings(
                pingInterval,
                pingTimeout,
                upgradeTimeout,
                firstRequestTimeout,
                maxPayload,
                strangerPayload,
                maxPackets,
                bytes,
                maxSessions,
                maxStrangers);
    }
}

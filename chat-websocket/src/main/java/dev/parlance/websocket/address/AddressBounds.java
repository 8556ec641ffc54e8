package dev.parlance.websocket.address;

import java.time.Duration;

/**
 * What one address may have and do at once.
 *
 * @param connections how many are open
 * @param sessions how many sessions of Socket.IO are open
 * @param handshakes how fast WebSockets and sessions are opened
 * @param failedLogins how often credentials may be refused before no more are looked at
 * @param requests how fast plain requests may come
 * @param bytes how much may go out in answer to them
 * @param refusals how often it may be told that one of these is too much, before it is cut off
 * @param cutOff for how long
 */
public record AddressBounds(
        int connections,
        int sessions,
        RateBound handshakes,
        RateBound failedLogins,
        RateBound requests,
        RateBound bytes,
        RateBound refusals,
        Duration cutOff) {
    /** No bounds. */
    public static final AddressBounds NONE = new AddressBounds(
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            RateBound.NONE,
            RateBound.NONE,
            RateBound.NONE,
            RateBound.NONE,
            RateBound.NONE,
            Duration.ZERO);

    /**
     * The same with another number of connections.
     *
     * @param most how many may be open
     * @return a copy
     */
    public AddressBounds withConnections(int most) {
        return new AddressBounds(most, sessions, handshakes, failedLogins, requests, bytes, refusals, cutOff);
    }
}

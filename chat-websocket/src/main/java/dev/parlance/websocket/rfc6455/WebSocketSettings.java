package dev.parlance.websocket.rfc6455;

import java.time.Duration;

/**
 * Bounds of WebSocket connections.
 *
 * @param maxMessageBytes the longest message, in one frame or several
 * @param strangerBytes the longest message of a peer that is not {@linkplain WebSocketConnection#known known} yet
 * @param outboxBytes how much may wait for a connection that does not read
 * @param pingInterval after this long without a word from the peer it is pinged, and again
 * @param idleTimeout after this long without a word from the peer the connection is closed
 * @param overloadedCode the close code for one that has to go because the node holds too much that is not complete
 */
public record WebSocketSettings(
        int maxMessageBytes,
        int strangerBytes,
        int outboxBytes,
        Duration pingInterval,
        Duration idleTimeout,
        int overloadedCode) {}

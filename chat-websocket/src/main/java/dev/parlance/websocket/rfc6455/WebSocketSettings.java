package dev.parlance.websocket.rfc6455;

import java.time.Duration;

/**
 * Bounds of WebSocket connections.
 *
 * @param maxMessageBytes the longest message, in one frame or several
 * @param outboxBytes how much may wait for a connection that does not read
 * @param pingInterval after this long without a word from the peer it is pinged, and again
 * @param idleTimeout after this long without a word from the peer the connection is closed
 */
public record WebSocketSettings(int maxMessageBytes, int outboxBytes, Duration pingInterval, Duration idleTimeout) {}

package dev.parlance.websocket.address;

import java.time.Duration;

/**
 * That something is too much now.
 *
 * @param ofNode whether all addresses together ask too much, rather than this one
 * @param retryAfter when it may be tried again
 */
public record Refusal(boolean ofNode, Duration retryAfter) {}

/**
 * WebSocket connections: handshake, frames, messages, closing, and what a peer's silence means. Knows nothing of chat. What belongs to a connection is for its
 * event loop only.
 */
@NullMarked
package dev.parlance.websocket.rfc6455;

import org.jspecify.annotations.NullMarked;

/** WebSocket connections: handshake, frames, messages, closing. Knows nothing of chat. */
@NullMarked
package dev.parlance.websocket.rfc6455;

import org.jspecify.annotations.NullMarked;

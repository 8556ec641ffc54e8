/**
 * HTTP/1.1 on a wire: requests are read, routed, handled as exchanges, and answered; an upgrade leaves through a door. Stricter than HttpCore, whose parser it
 * uses. Knows nothing of WebSocket frames. What belongs to a connection is for its event loop only.
 */
@NullMarked
package dev.parlance.websocket.http;

import org.jspecify.annotations.NullMarked;

/** Requests and answers of HTTP/1.1 on a wire, a router, and the door through which an upgrade leaves; knows nothing of WebSocket frames. */
@NullMarked
package dev.parlance.websocket.http;

import org.jspecify.annotations.NullMarked;

package dev.parlance.websocket.rfc6455;

import dev.parlance.websocket.http.RequestHead;

/** Makes the endpoints of a path. */
@FunctionalInterface
public interface EndpointFactory {
    /**
     * Makes the endpoint of a connection; on its event loop.
     *
     * @param connection accepted, not yet open
     * @param request the handshake
     * @return the endpoint, for this connection alone
     */
    WebSocketEndpoint open(WebSocketConnection connection, RequestHead request);
}

package dev.parlance.websocket.rfc6455;

import dev.parlance.model.ErrorCode;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.HttpHandler;
import dev.parlance.websocket.http.Origins;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.http.Response;
import dev.parlance.websocket.http.UpgradeHandler;
import dev.parlance.websocket.net.Wire;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The door from HTTP to WebSocket: checks the handshake, answers it, and opens the endpoint. Plain requests to the same path get 426. */
public final class WebSocketUpgrade implements UpgradeHandler, HttpHandler {
    private final WebSocketSettings settings;
    private final Origins origins;
    private final EndpointFactory endpoints;

    /**
     * Makes the door of a path.
     *
     * @param settings bounds of its connections
     * @param origins which pages may come through
     * @param endpoints what is behind
     */
    public WebSocketUpgrade(WebSocketSettings settings, Origins origins, EndpointFactory endpoints) {
        this.settings = settings;
        this.origins = origins;
        this.endpoints = endpoints;
    }

    @Override
    public @Nullable Response upgrade(RequestHead request, Wire wire, ByteBuffer rest) {
        if (!Handshake.isKnownVersion(request)) {
            return required("Sec-WebSocket-Version must be 13").with("Sec-WebSocket-Version", "13"); // section 4.4
        }
        if (!Handshake.hasKey(request)) {
            return Response.badRequest(400, "Sec-WebSocket-Key must be 16 bytes in Base64");
        }
        if (!Subprotocols.areValid(Subprotocols.offered(request))) {
            return Response.badRequest(400, "Sec-WebSocket-Protocol must be tokens with commas between");
        }
        if (!origins.permit(request)) {
            return Response.error(403, ErrorCode.FORBIDDEN, "pages of this origin may not connect", false);
        }
        EncodedFrame accepted = Handshake.accept(request);
        if (accepted == null) {
            return Response.badRequest(400, "the WebSocket handshake is malformed");
        }
        WebSocketConnection connection = new WebSocketConnection(wire, settings);
        WebSocketEndpoint endpoint = endpoints.open(connection, request);
        wire.become(connection);
        wire.send(accepted);
        connection.open(endpoint);
        if (rest.hasRemaining()) {
            connection.received(rest);
        }
        return null;
    }

    @Override
    public void handle(Exchange exchange) {
        exchange.respond(required("this address speaks WebSocket"));
    }

    private static Response required(String message) {
        return Response.badRequest(426, message).with("Upgrade", "websocket").with("Connection", "Upgrade");
    }
}

package dev.parlance.websocket.jakarta;

import dev.parlance.ChatEngine;
import dev.parlance.tck.transport.ServedTransport;
import dev.parlance.tck.transport.TransportBounds;
import dev.parlance.tck.transport.TransportClient;
import dev.parlance.tck.transport.TransportTck;
import dev.parlance.websocket.tck.NativeClient;
import java.io.IOException;

class JakartaTransportTckTest extends TransportTck {
    @Override
    protected ServedTransport serve(ChatEngine engine, TransportBounds bounds) throws IOException {
        JakartaServer server = new JakartaServer(engine, bounds.outboxBytes(), bounds.idleTimeout());
        return new ServedTransport() {
            @Override
            public TransportClient connect() throws IOException {
                return new NativeClient(server.port(), "/ws");
            }

            @Override
            public int connections() {
                return server.connections();
            }

            @Override
            public int maxRequestBytes() {
                return JakartaServer.MAX_MESSAGE_CHARACTERS;
            }

            @Override
            public void close() throws IOException {
                server.close();
            }
        };
    }
}

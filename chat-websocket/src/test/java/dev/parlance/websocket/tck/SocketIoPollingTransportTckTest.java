package dev.parlance.websocket.tck;

import dev.parlance.ChatEngine;
import dev.parlance.tck.transport.ServedTransport;
import dev.parlance.tck.transport.TransportBounds;
import dev.parlance.tck.transport.TransportTck;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

@Tag("faults")
class SocketIoPollingTransportTckTest extends TransportTck {
    @Override
    protected ServedTransport serve(ChatEngine engine, TransportBounds bounds) throws IOException {
        return ServedChatServer.bySocketIo(engine, bounds, port -> new SocketIoPollingClient(port, "{}"));
    }
}

package dev.parlance.websocket.rfc6455;

import dev.parlance.complaint.Complaints;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of one connection's endpoint, from its first to its last; what they throw is logged. For the event loop only. */
final class EndpointCalls {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointCalls.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);

    private @Nullable WebSocketEndpoint endpoint;

    void begin(WebSocketEndpoint first) {
        endpoint = first;
    }

    /** Returns false if the endpoint failed. */
    boolean call(Consumer<WebSocketEndpoint> what) {
        WebSocketEndpoint told = endpoint;
        if (told == null) {
            return true;
        }
        try {
            what.accept(told);
            return true;
        } catch (RuntimeException e) {
            COMPLAINTS.error("a WebSocket connection is closed by a fault of the server", e);
            return false;
        }
    }

    /** The last call, once. */
    void end(int code) {
        WebSocketEndpoint told = endpoint;
        endpoint = null;
        if (told != null) {
            try {
                told.onClose(code);
            } catch (RuntimeException e) {
                COMPLAINTS.error("the end of a WebSocket connection could not be handled", e);
            }
        }
    }
}

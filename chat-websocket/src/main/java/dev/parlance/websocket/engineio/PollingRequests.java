package dev.parlance.websocket.engineio;

import dev.parlance.websocket.http.Exchange;
import java.util.List;

/** What the requests of a polling client do to its session; on the session's event loop. */
final class PollingRequests {
    private PollingRequests() {}

    /** The client asks for packets; one such request at a time. */
    static void poll(LiveSession session, Exchange exchange) {
        PollingTransport polling = session.polling(exchange);
        if (polling == null) {
            return;
        }
        if (polling.isPolled()) {
            session.fail(Ending.TRANSPORT_ERROR, WebSocketTransport.PROTOCOL_ERROR); // ends the other one too
            exchange.respond(EngineIoError.OVERLAPPING_POLL.response());
        } else {
            session.polled(polling, exchange);
        }
    }

    /** The client brings packets, all of which have come. */
    static void post(LiveSession session, Exchange exchange, int maxPackets) {
        if (session.polling(exchange) == null) {
            return;
        }
        List<String> packets = Payload.packets(exchange.body(), maxPackets);
        if (packets != null && session.received(packets)) {
            exchange.respond(Payload.taken());
        } else {
            session.fail(Ending.PARSE_ERROR, WebSocketTransport.PROTOCOL_ERROR);
            exchange.respond(EngineIoError.MALFORMED_PAYLOAD.response());
        }
    }
}

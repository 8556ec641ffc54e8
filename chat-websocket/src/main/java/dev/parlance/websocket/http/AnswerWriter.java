package dev.parlance.websocket.http;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.websocket.net.Wire;
import org.jspecify.annotations.Nullable;

/** How an answer goes out: with what its asker's origin may see, encoded as its request wants it. For the event loop only. */
record AnswerWriter(Wire wire, Origins origins, Edge edge) {
    /** Writes; returns whether the connection can go on. */
    boolean write(@Nullable RequestHead answered, boolean headOnly, Response response, boolean mayKeepAlive) {
        Response shared = answered == null ? response : origins.share(answered, response);
        HttpCodec.Encoded encoded = HttpCodec.response(
                answered == null ? null : answered.head(), headOnly, shared, edge.headers(), mayKeepAlive);
        for (EncodedFrame frame : encoded.frames()) {
            wire.send(frame);
        }
        return encoded.keepAlive();
    }
}

package dev.parlance.websocket.socketio.protocol;

import java.io.Serial;

/** What came is no packet; the connection is closed for it. */
final class MalformedPacketException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}

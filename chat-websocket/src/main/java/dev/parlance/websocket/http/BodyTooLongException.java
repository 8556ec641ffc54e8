package dev.parlance.websocket.http;

import java.io.Serial;
import org.apache.hc.core5.http.HttpException;

/** A body that is longer than it may be. */
final class BodyTooLongException extends HttpException {
    @Serial
    private static final long serialVersionUID = 1L;

    BodyTooLongException(long maxBytes) {
        super("a body may have " + maxBytes + " bytes here");
    }
}

package dev.parlance.websocket.engineio;

import dev.parlance.websocket.address.Refusal;
import dev.parlance.websocket.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Why a request is refused, with the protocol's codes. */
enum EngineIoError {
    UNKNOWN_TRANSPORT(400, 0, "Transport unknown: it must be polling or websocket"),
    UNKNOWN_SESSION(400, 1, "Session ID unknown: the session has ended"),
    SESSION_OF_ANOTHER_NODE(
            400,
            1,
            "Session ID unknown: the session is another node's, or this one's from before it was restarted. Behind a load balancer polling needs"
                    + " sticky sessions"),
    BAD_METHOD(400, 2, "Bad handshake method: a session is opened by GET, and polled by GET and POST"),
    BAD_REQUEST(400, 3, "Bad request"),
    WRONG_TRANSPORT(400, 3, "Bad request: the session has another transport"),
    OVERLAPPING_POLL(400, 3, "Bad request: two polls of one session at once"),
    MALFORMED_PAYLOAD(400, 3, "Bad request: the body is not a payload of Engine.IO 4"),
    FORBIDDEN(403, 4, "Forbidden: pages of this origin may not connect"),
    UNSUPPORTED_VERSION(400, 5, "Unsupported protocol version: this is Engine.IO 4, for clients of Socket.IO 3 and 4"),
    TOO_MANY_OF_ADDRESS(429, 3, "Too many sessions of this address, or too many at once"),
    TOO_MANY_HANDSHAKES(503, 3, "Too many clients come at once"),
    TOO_MANY_SESSIONS(503, 3, "Too many sessions are open"),
    STOPPING(503, 3, "The server is about to stop");

    private static final Duration TURN = Duration.ofSeconds(5); // until some of those who are here have left

    private final int status;
    private final String json;

    EngineIoError(int status, int code, String message) {
        this.status = status;
        this.json = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }

    /** Too many handshakes come from an address, or from all together. */
    static Response response(Refusal refusal) {
        EngineIoError error = refusal.ofNode() ? TOO_MANY_HANDSHAKES : TOO_MANY_OF_ADDRESS;
        return error.withoutAdvice().retryAfter(refusal.retryAfter());
    }

    Response response() {
        boolean mayComeBack = status == 503 || status == 429;
        return mayComeBack ? withoutAdvice().retryAfter(TURN) : withoutAdvice();
    }

    private Response withoutAdvice() {
        return Response.json(status, json.getBytes(StandardCharsets.UTF_8));
    }
}

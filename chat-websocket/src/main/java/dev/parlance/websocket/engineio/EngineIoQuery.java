package dev.parlance.websocket.engineio;

import dev.parlance.websocket.http.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about itself in its query.
 *
 * @param transport as sent, or null
 * @param sessionId as sent, or null for a handshake
 * @param version of the protocol as sent, or null
 * @param base64 as sent, or null
 */
record EngineIoQuery(
        @Nullable String transport,
        @Nullable String sessionId,
        @Nullable String version,
        @Nullable String base64) {

    static EngineIoQuery of(RequestHead request) {
        String sid = request.parameter("sid");
        return new EngineIoQuery(
                request.parameter("transport"),
                sid == null || sid.isEmpty() ? null : sid,
                request.parameter("EIO"),
                request.parameter("b64"));
    }

    boolean isPolling() {
        return "polling".equals(transport);
    }

    boolean isWebSocket() {
        return "websocket".equals(transport);
    }

    /** Whether the client asks for binary messages as text; on WebSocket, as polling has them so always. */
    boolean isTextOnly() {
        return base64 != null && !base64.isEmpty();
    }

    boolean isVersion4() {
        return "4".equals(version);
    }
}

package dev.parlance.websocket.rfc6455;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.websocket.http.RequestHead;
import java.util.Base64;
import java.util.List;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.HandshakeState;
import org.java_websocket.enums.Role;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.handshake.HandshakeBuilder;
import org.java_websocket.handshake.HandshakeImpl1Client;
import org.java_websocket.handshake.HandshakeImpl1Server;
import org.jspecify.annotations.Nullable;

/** The server's side of the opening handshake (RFC 6455, section 4.2), by Java-WebSocket. Extensions are not taken: its compression has no limit. */
final class Handshake {
    private static final int NONCE_BYTES = 16;

    private Handshake() {}

    /** Whether the client speaks version 13, the only one there is. */
    static boolean isKnownVersion(RequestHead request) {
        return "13".equals(request.header("Sec-WebSocket-Version"));
    }

    /** Whether there is one key, and it is 16 bytes in Base64 (section 4.1). */
    static boolean hasKey(RequestHead request) {
        String key = request.header("Sec-WebSocket-Key");
        if (key == null || request.countOf("Sec-WebSocket-Key") != 1) {
            return false;
        }
        try {
            return Base64.getDecoder().decode(key).length == NONCE_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The 101 answer, or null if the engine finds fault with the request. */
    static @Nullable EncodedFrame accept(RequestHead request) {
        HandshakeImpl1Client asked = new HandshakeImpl1Client();
        asked.setResourceDescriptor(request.path());
        asked.put("Connection", "Upgrade");
        asked.put("Sec-WebSocket-Version", "13");
        asked.put("Sec-WebSocket-Key", request.header("Sec-WebSocket-Key"));
        Draft_6455 draft = new Draft_6455();
        draft.setParseMode(Role.SERVER);
        try {
            if (draft.acceptHandshakeAsServer(asked) != HandshakeState.MATCHED) {
                return null;
            }
            HandshakeBuilder answer = draft.postProcessHandshakeResponseAsServer(asked, new HandshakeImpl1Server());
            answer.put("Server", "Parlance");
            List<String> offered = Subprotocols.offered(request);
            if (!offered.isEmpty()) {
                answer.put(Subprotocols.FIELD, offered.get(0));
            }
            return FrameCodec.essential(draft.createHandshake(answer).get(0));
        } catch (InvalidHandshakeException e) {
            return null;
        }
    }
}

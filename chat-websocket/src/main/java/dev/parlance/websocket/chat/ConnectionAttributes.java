package dev.parlance.websocket.chat;

import dev.parlance.model.Credentials;
import dev.parlance.websocket.http.RequestHead;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the host's authenticator may want to know about a connection. It is held as long as the connection lives, so it is little. */
final class ConnectionAttributes {
    private static final List<String> HEADERS = List.of("Origin", "User-Agent", "Cookie", "Authorization");

    private ConnectionAttributes() {}

    static Map<String, String> of(RequestHead request) {
        Map<String, String> attributes = new HashMap<>();
        if (request.remoteAddress() != null) {
            attributes.put(Credentials.REMOTE_ADDRESS, request.remoteAddress().getHostAddress());
        }
        if (!request.query().isEmpty()) {
            attributes.put(Credentials.QUERY, request.query());
        }
        for (String name : HEADERS) {
            String value = request.header(name);
            if (value != null) {
                attributes.put(Credentials.HEADER + name.toLowerCase(Locale.ROOT), value);
            }
        }
        return Map.copyOf(attributes);
    }
}

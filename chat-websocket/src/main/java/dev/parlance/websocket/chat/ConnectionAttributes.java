package dev.parlance.websocket.chat;

import dev.parlance.websocket.http.RequestHead;
import java.util.HashMap;
import java.util.Map;

/** What the host's authenticator may want to know about a connection. */
final class ConnectionAttributes {
    private static final Map<String, String> FIELDS = Map.of(
            "Origin", "origin",
            "User-Agent", "userAgent",
            "Cookie", "cookie",
            "Authorization", "authorization",
            "X-Forwarded-For", "forwardedFor");

    private ConnectionAttributes() {}

    static Map<String, String> of(RequestHead request) {
        Map<String, String> attributes = new HashMap<>();
        if (request.remoteAddress() != null) {
            attributes.put("remoteAddress", request.remoteAddress().getAddress().getHostAddress());
        }
        FIELDS.forEach((field, name) -> {
            String value = request.header(field);
            if (value != null) {
                attributes.put(name, value);
            }
        });
        return Map.copyOf(attributes);
    }
}

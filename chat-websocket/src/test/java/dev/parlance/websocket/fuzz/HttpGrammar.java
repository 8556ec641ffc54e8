package dev.parlance.websocket.fuzz;

import java.util.List;

/** Requests of HTTP/1.1 that are nearly right. */
final class HttpGrammar {
    private static final List<String> METHODS =
            List.of("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "CONNECT", "PRI", "get", "G(T", "");
    private static final List<String> TARGETS = List.of(
            "/health",
            "/ready",
            "/api/chat/fuzz/history?limit=5",
            "/api/chat/fuzz/messages/e-1",
            "/api/chat/fuzz/messages/%2D",
            "/api/chat/fuzz/history?limit=-1&limit=x",
            "/api/chat/%ff/history",
            "/api/chat/%E2%80%AE/history",
            "/socket.io/?EIO=4&transport=polling",
            "/socket.io/?EIO=4&transport=polling&sid=none",
            "/socket.io/?EIO=4&transport=websocket&sid=none",
            "/socket.io/?EIO=3&transport=polling",
            "/socket.io/?EIO=4&transport=pigeon",
            "/ws",
            "/",
            "/../../etc/passwd",
            "/%2e%2e/x",
            "/a?b=%zz&c",
            "//",
            "*",
            "http://localhost/health",
            "http://elsewhere/health",
            "localhost:80",
            "/" + "x".repeat(9_000));
    private static final List<String> VERSIONS =
            List.of("HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/-1.1", "HTTP/1.99999999999", "http/1.1", "HTTP/", "");
    private static final List<String> FIELDS = List.of(
            "Host: localhost",
            "Host: localhost",
            "Host: elsewhere:99999",
            "Host:",
            "Connection: close",
            "Connection: keep-alive, Upgrade",
            "Upgrade: websocket",
            "Upgrade: h2c",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Key: short",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Version: 99",
            "Sec-WebSocket-Protocol: v1, v2",
            "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99",
            "Origin: http://localhost",
            "Origin: null",
            "Origin: ::",
            "Cookie: a=b; c",
            "Authorization: Bearer x",
            "Content-Length: 3",
            "Content-Length: 0",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: 3, 3",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: identity",
            "Expect: 100-continue",
            "Expect: miracles",
            "Accept-Encoding: gzip;q=x, br",
            "If-None-Match: *",
            "Range: bytes=0-",
            "Content-Type: text/plain; charset=none",
            "X-Forwarded-For: 1.2.3.4, ::1",
            "X : y",
            " folded: line",
            "no colon",
            "Bell: \u0007");
    private static final List<String> BODIES = List.of(
            "",
            "abc",
            "40{}",
            "3\r\nabc\r\n0\r\n\r\n",
            "3;x=\"y\"\r\nabc\r\n0\r\nTrailer: z\r\n\r\n",
            "ffffffffffffffff\r\nabc",
            "-1\r\n\r\n",
            "zz\r\nabc\r\n",
            "3\r\nabcd\r\n0\r\n\r\n");

    private HttpGrammar() {}

    static String request(Dice dice) {
        String end = dice.oneIn(20) ? "\n" : "\r\n";
        StringBuilder text = new StringBuilder();
        text.append(dice.oneIn(6) ? dice.of(METHODS) : dice.of("GET", "POST"))
                .append(' ')
                .append(dice.of(TARGETS))
                .append(' ')
                .append(dice.oneIn(8) ? dice.of(VERSIONS) : "HTTP/1.1")
                .append(end);
        if (!dice.oneIn(8)) {
            text.append("Host: localhost").append(end);
        }
        for (int i = dice.below(5); i > 0; i--) {
            text.append(dice.of(FIELDS)).append(end);
        }
        return text.append(end).append(dice.of(BODIES)).toString();
    }

    static String post(String target, int length) {
        return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n";
    }

    static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }
}

package dev.parlance.examples.bench.attack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What clients say, in bytes: requests of HTTP, and those of the native protocol (docs/PROTOCOL.md) in frames that are masked with zero. */
final class Phrases {
    private static final String HOST = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";

    private Phrases() {}

    static byte[] upgrade() {
        return ascii("GET /ws" + HOST + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
    }

    static byte[] get(String path) {
        return ascii("GET " + path + HOST + "\r\n");
    }

    /** A request whose head goes on. */
    static byte[] unfinishedGet(String path) {
        return ascii("GET " + path + HOST);
    }

    static byte[] post(String path, int length) {
        return ascii("POST " + path + HOST + "Content-Length: " + length + "\r\n\r\n");
    }

    static byte[] history(String room, int limit) {
        return get("/api/chat/" + room + "/history?limit=" + limit);
    }

    static byte[] authenticate(String user, String token) {
        return request(
                "authenticate",
                "{\"userId\":\"" + user + "\",\"username\":\"" + user + "\""
                        + (token.isEmpty() ? "" : ",\"token\":\"" + token + "\"") + "}");
    }

    static byte[] join(String room) {
        return inRoom("join_room", room, "");
    }

    static byte[] leave(String room) {
        return inRoom("leave_room", room, "");
    }

    static byte[] typing(String room) {
        return inRoom("typing", room, ",\"isTyping\":true");
    }

    static byte[] getHistory(String room, int limit) {
        return inRoom("get_history", room, ",\"limit\":" + limit);
    }

    /** {@code json} is the text as it stands between the quotes. */
    static byte[] say(String room, String json) {
        return inRoom("send_message", room, ",\"message\":\"" + json + "\"");
    }

    private static byte[] inRoom(String event, String room, String more) {
        return request(event, "{\"roomId\":\"" + room + "\"" + more + "}");
    }

    /** With an id, so that it is answered in either case. */
    private static byte[] request(String event, String data) {
        return frame(
                1, ("{\"event\":\"" + event + "\",\"data\":" + data + ",\"id\":1}").getBytes(StandardCharsets.UTF_8));
    }

    static byte[] pong(byte[] bytes, int length) {
        byte[] payload = new byte[length];
        System.arraycopy(bytes, 0, payload, 0, length);
        return frame(10, payload);
    }

    /** RFC 6455, section 5.2. */
    private static byte[] frame(int opcode, byte[] payload) {
        return joined(frameHead(opcode, payload.length), payload);
    }

    static byte[] frameHead(int opcode, int length) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(0x80 | opcode);
        int bytes = length < 126 ? 0 : length < 1 << 16 ? 2 : 8;
        head.write(0x80 | (bytes == 0 ? length : bytes == 2 ? 126 : 127));
        for (int i = bytes - 1; i >= 0; i--) {
            head.write((int) ((long) length >>> (8 * i)));
        }
        head.writeBytes(new byte[4]);
        return head.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** The same thing so many times. */
    static byte[] times(int count, byte[] part) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(count * part.length);
        for (int i = 0; i < count; i++) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] filler(int length) {
        return ascii("x".repeat(length));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

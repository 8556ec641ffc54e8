package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients of languages that do not run with this build put on the wire with their defaults, request for request and frame for frame. */
class PlayedClientsTest {
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String WEB_SOCKET = "/socket.io/?EIO=4&transport=websocket";

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String sid(RawClient.Answer opened) {
        return opened.body().replaceFirst(".*\"sid\":\"([^\"]*)\".*", "$1");
    }

    private static RawClient.Answer post(RawClient client, String target, String body, String... headers)
            throws IOException {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return client.send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "Content-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .answer();
    }

    /** In frames of 8 KB, as .NET sends a message that is longer. */
    private static void inPieces(RawClient client, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int piece = 8 * 1024;
        for (int at = 0; at < bytes.length; at += piece) {
            int first = (at == 0 ? RawClient.TEXT : RawClient.CONTINUATION)
                    | (at + piece >= bytes.length ? RawClient.FIN : 0);
            client.send(RawClient.frame(first, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece))));
        }
    }

    /** SocketIOClient 4.0.2 connects by a post before it changes over, never polls, and says 5 without a probe. */
    @Test
    void socketIoClientForDotNet() throws IOException {
        String text = "Content-Type: text/plain; charset=utf-8";
        try (RawClient http = server.connect();
                RawClient webSocket = server.connect()) {
            String sid = sid(http.get(POLLING, text, "Content-Length: 0"));
            assertThat(post(http, POLLING + "&sid=" + sid + "&t=1795684849797", "40", text)
                            .body())
                    .isEqualTo("ok");
            webSocket.upgrade(WEB_SOCKET + "&sid=" + sid).text("5");
            assertThat(webSocket.readText()).startsWith("40{\"sid\":\"");
            webSocket.text("421[\"authenticate\",{\"userId\":\"net\",\"username\":\"Net\"}]");
            assertThat(webSocket.readText()).isEqualTo("431[{\"userId\":\"net\",\"username\":\"Net\"}]");
            webSocket.text("422[\"join_room\",{\"roomId\":\"tea\"}]");
            assertThat(webSocket.readText()).startsWith("432[{\"roomId\":\"tea\"");
            inPieces(webSocket, "42[\"send_message\",{\"roomId\":\"tea\",\"message\":\"" + "x".repeat(20_000) + "\"}]");
            assertThat(webSocket.readText()).startsWith("42[\"error\",{\"code\":\"MESSAGE_TOO_LONG\"");
            webSocket.text("42[\"send_message\",{\"roomId\":\"tea\",\"message\":\"Hello\"}]");
            assertThat(webSocket.readText()).startsWith("42[\"message\",{\"roomId\":\"tea\",\"userId\":\"net\"");
            webSocket.text("41");
            webSocket.send(RawClient.frame(RawClient.FIN | RawClient.CLOSE, closing("io client disconnect")));
            assertThat(webSocket.readClose()).isEqualTo(1000);
        }
    }

    /** ElephantIO 5.1 changes over on the connection on which it polled, and says 5 without a probe. */
    @Test
    void elephantIoForPhp() throws IOException {
        String[] headers = {
            "Accept: */*", "Origin: http://localhost", "Referer: http://localhost", "User-Agent: Elephant.io/*"
        };
        try (RawClient client = server.connect()) {
            String sid = sid(client.get(POLLING + "&t=Q8NA5Le", headers));
            assertThat(post(client, POLLING + "&t=Q8NA5Le.0&sid=" + sid, "40", headers)
                            .body())
                    .isEqualTo("ok");
            assertThat(client.get(POLLING + "&t=Q8NA5Le.1&sid=" + sid, headers).body())
                    .startsWith("40{\"sid\":\"");
            client.upgrade(WEB_SOCKET + "&t=Q8NA5Le.2&sid=" + sid, headers).text("5");
            client.text("420[\"authenticate\",{\"userId\":\"php\",\"username\":\"PHP\"}]");
            assertThat(client.readText()).isEqualTo("430[{\"userId\":\"php\",\"username\":\"PHP\"}]");
            client.text("421[\"join_room\",{\"roomId\":\"tea\"}]");
            assertThat(client.readText()).startsWith("431[{\"roomId\":\"tea\"");
            client.text("42[\"send_message\",{\"roomId\":\"tea\",\"message\":\"Hello\"}]");
            assertThat(client.readText()).startsWith("42[\"message\",{\"roomId\":\"tea\",\"userId\":\"php\"");
            client.text("1");
            client.readClose();
        }
    }

    /** The client of zishang520 for Go, 3.0.6, posts in chunks, and the probe of its WebSocket is the reference's. */
    @Test
    void socketIoForGo() throws IOException {
        String[] headers = {"User-Agent: engine.io-go/1.0", "Accept: */*", "Accept-Encoding: zstd, br, gzip, deflate"};
        try (RawClient client = server.connect();
                RawClient webSocket = server.connect()) {
            String sid = sid(client.get(POLLING, headers));
            String target = "/socket.io/?EIO=4&sid=" + sid + "&transport=polling";
            client.send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers[0]
                            + "\r\nTransfer-Encoding: chunked\r\n" + headers[1] + "\r\n" + headers[2]
                            + "\r\nContent-Type: text/plain;charset=UTF-8\r\n\r\n")
                    .send("4\r\n40{}\r\n")
                    .send("0\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("ok");
            assertThat(client.get(target, headers).body()).startsWith("40{\"sid\":\"");
            webSocket.upgrade(target.replace("polling", "websocket"), headers).text("2probe");
            assertThat(webSocket.readText()).isEqualTo("3probe");
            webSocket.text("5").text("420[\"authenticate\",{\"userId\":\"go\",\"username\":\"Go\"}]");
            assertThat(webSocket.readText()).isEqualTo("430[{\"userId\":\"go\",\"username\":\"Go\"}]");
        }
    }

    /** socket.io-client-cpp 3.1 speaks WebSocket only, and leaves without a word of Socket.IO. */
    @Test
    void socketIoClientForCpp() throws IOException {
        try (RawClient client = server.connect()) {
            client.upgrade(WEB_SOCKET + "&t=1795684850", "User-Agent: WebSocket++/0.8.2");
            assertThat(client.readText()).startsWith("0{\"sid\":\"");
            client.text("40");
            assertThat(client.readText()).startsWith("40{\"sid\":\"");
            client.text("421[\"authenticate\",{\"userId\":\"cpp\",\"username\":\"C++\"}]");
            assertThat(client.readText()).isEqualTo("431[{\"userId\":\"cpp\",\"username\":\"C++\"}]");
            client.text("422[\"join_room\",{\"roomId\":\"tea\"}]");
            assertThat(client.readText()).startsWith("432[{\"roomId\":\"tea\"");
            client.text("423[\"send_message\",{\"message\":\"Hello\",\"roomId\":\"tea\"}]");
            assertThat(client.readText(text -> text.startsWith("433[{"))).contains("\"offset\":1");
            client.send(RawClient.frame(RawClient.FIN | RawClient.CLOSE, closing("End by user")));
            assertThat(client.readClose()).isEqualTo(1000);
        }
    }

    private static byte[] closing(String reason) {
        return ("\u0003\u00e8" + reason).getBytes(StandardCharsets.ISO_8859_1); // 1000
    }
}

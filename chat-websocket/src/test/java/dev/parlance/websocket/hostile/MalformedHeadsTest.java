package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.complaint.Complaints;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a head is like, it is answered, and it is no fault of the server. */
@Tag("faults")
class MalformedHeadsTest {
    private static final List<String> ODD = List.of(
            "",
            " ",
            "\t",
            ":",
            ";",
            ",",
            "/",
            "//",
            "-1",
            "+1",
            "0x1",
            "99999",
            "99999999999999999999",
            "%",
            "%zz",
            "%00",
            "%ff%fe",
            "*",
            "?",
            "#",
            "[",
            "[::1",
            "[::1]:99999",
            "a b",
            "a@b",
            "x:y",
            "elsewhere:99999",
            ":80",
            "\u0000",
            "\u0001",
            "\u007f",
            "\u00e9",
            "\u00ff",
            "\"",
            "\"x",
            "(",
            "()",
            "=",
            "a=b;c",
            "null",
            "chunked",
            "gzip",
            "100-continue",
            "upgrade",
            "websocket",
            "../..",
            "x".repeat(300),
            "http://",
            "http://x:99999/");

    private static final List<String> FIELDS = List.of(
            "Host",
            "Content-Length",
            "Transfer-Encoding",
            "Connection",
            "Upgrade",
            "Expect",
            "Origin",
            "Cookie",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version",
            "Sec-WebSocket-Protocol",
            "If-None-Match",
            "Access-Control-Request-Headers",
            "User-Agent",
            "Content-Type");

    private static final List<String> TARGETS = List.of(
            "/health",
            "/ws",
            "/socket.io/?EIO=4&transport=polling",
            "/socket.io/?EIO=4&transport=websocket",
            "/api/chat/tea/history?limit=1");

    private static List<String> zoo() {
        List<String> heads = new ArrayList<>();
        for (String odd : ODD) {
            heads.add(odd + " /health HTTP/1.1\r\nHost: x\r\n\r\n");
            heads.add("GET " + odd + " HTTP/1.1\r\nHost: x\r\n\r\n");
            heads.add("GET /api/chat/" + odd + "/history?limit=" + odd + "&after=" + odd
                    + " HTTP/1.1\r\nHost: x\r\n\r\n");
            heads.add("GET /socket.io/?EIO=" + odd + "&transport=" + odd + "&sid=" + odd
                    + " HTTP/1.1\r\nHost: x\r\n\r\n");
            heads.add("GET /health " + odd + "\r\nHost: x\r\n\r\n");
            heads.add("GET /health HTTP/" + odd + "\r\nHost: x\r\n\r\n");
            heads.add("GET /health HTTP/" + odd + ".1\r\nHost: x\r\n\r\n");
            heads.add("GET /health HTTP/1." + odd + "\r\nHost: x\r\n\r\n");
            heads.add("GET /health HTTP/1.1\r\nHost: x\r\n" + odd + ": y\r\n\r\n");
            heads.add("GET /health HTTP/1.1\r\nHost: x\r\n" + odd + "\r\n\r\n");
            heads.add("GET /health HTTP/1.1\r\nHost: x" + odd + "\n\r\n\r\n");
            for (String field : FIELDS) {
                for (String target : TARGETS) {
                    heads.add("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + field
                            + ": " + odd + "\r\n\r\n");
                    heads.add("POST " + target + " HTTP/1.1\r\n" + field + ": " + odd + "\r\n\r\n");
                }
            }
        }
        return heads;
    }

    @Test
    void areAllAnsweredAndTheLogSaysNextToNothing() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (TestServer server =
                TestServer.start(builder -> builder.openHistory(true).corsOrigins("*"))) {
            for (String head : zoo()) {
                try (RawClient client = server.connect()) {
                    int status = client.send(head).answer().status();
                    assertThat(status).as(head).isBetween(100, 505).isNotEqualTo(500);
                }
            }
            CountDownLatch written = new CountDownLatch(1); // by the thread that writes them all, one after the other
            new Complaints((text, cause) -> written.countDown(), (text, cause) -> {}).warn("all are answered", null);
            assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .hasSizeLessThan(5)
                .noneMatch(line -> line.startsWith("\tat ") || line.contains("ERROR"));
    }
}

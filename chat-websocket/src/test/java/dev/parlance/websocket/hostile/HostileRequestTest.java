package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("faults")
class HostileRequestTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient.Answer answerTo(String request) throws IOException {
        try (RawClient client = server.connect().send(request)) {
            RawClient.Answer answer = client.answer();
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(client.isEnded()).isTrue();
            return answer;
        }
    }

    @Test
    void aHeadOver8KilobytesGets431() throws IOException {
        assertThat(answerTo("GET /health HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(9000))
                        .status())
                .isEqualTo(431);
    }

    @Test
    void moreThan64FieldsGet431() throws IOException {
        String fields = "X: y\r\n".repeat(100);
        assertThat(answerTo("GET /health HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n")
                        .status())
                .isEqualTo(431);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /health | 405",
                "POST /nowhere | 404",
                "POST /ws | 405",
                "POST /socket.io/?EIO=4&transport=polling | 400",
                "POST /socket.io/?EIO=4&transport=polling&sid=x | 400",
                "PUT /socket.io/?EIO=4&transport=polling&sid=x | 400",
                "GET /health | 200"
            })
    void whereARequestLeadsIsSaidBeforeItsBodyCame(String example) throws IOException {
        String[] parts = example.split(" \\| ");
        assertThat(answerTo(parts[0] + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
                        .status())
                .hasToString(parts[1]);
    }

    @Test
    void oneThatSendsItsUnwantedBodyAllTheSameStillGetsItsAnswer() throws IOException {
        String body = "z".repeat(300_000);
        assertThat(answerTo("POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n" + body)
                        .status())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 60000\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nea60\r\n",
            })
    void aShortBodyThatNobodyWantsIsPassedOverAndTheNextRequestIsAnswered(String framing) throws IOException {
        try (RawClient client = server.connect()) {
            client.send("POST /nowhere HTTP/1.1\r\nHost: x\r\n" + framing);
            assertThat(client.answer().status()).isEqualTo(404);
            client.send("z".repeat(60_000) + (framing.contains("chunked") ? "\r\n0\r\n\r\n" : ""));
            assertThat(client.get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatNobodyWantsAndThatIsMalformedEndsTheConnectionBehindTheAnswer() throws IOException {
        try (RawClient client = server.connect()) {
            client.send("POST /nowhere HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n");
            assertThat(client.answer().status()).isEqualTo(404);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void postToTheWebSocketPathIs405WhateverItAsksToBecome() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(RawClient.handshake("/ws").replaceFirst("GET", "POST"));
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).contains("GET");
        }
    }

    @Test
    void pipelinedRequestsOfAnyLengthTogetherAreAllAnswered() throws IOException {
        int count = 20_000;
        try (RawClient client = server.connect()) {
            Thread sender = new Thread(() -> client.trySend("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".repeat(count)));
            sender.start();
            for (int i = 0; i < count; i++) {
                assertThat(client.answer().status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
                "POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: -3\r\n\r\n",
                "POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
                "POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: +3\r\n\r\nabc",
                "GET /health HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n",
                "GET /health HTTP/1.1\r\n\tHost: x\r\n\r\n",
                "GET //x/health HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET health HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET http://y/health HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET http://x:81/health HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET http://x/health HTTP/1.1\r\nHost: x:443\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: x\r\nX(y): a\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: x\r\n: a\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: x\r\nX\u00e9: a\r\n\r\n",
                "GET /health HTTP/-1.1\r\nHost: x\r\n\r\n",
                "GET /health HTTP/1.1.1\r\nHost: x\r\n\r\n",
                "GET /health HTTP/11.1\r\nHost: x\r\n\r\n",
                "GET /health http/1.1\r\nHost: x\r\n\r\n",
                "GET /health\r\nHost: x\r\n\r\n",
                "G(T /health HTTP/1.1\r\nHost: x\r\n\r\n",
                "\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /health HTTP/1.1\nHost: x\n\n",
                "GET /health HTTP/1.1\r\nHost: x\r\n\n",
                "POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 3, 3\r\n\r\nabc",
                "POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
                "POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST /health HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET ftp://x/health HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET http:///health HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /health#x HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /api/chat/\u00e9/history HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /health HTTP/1.1\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: x\r\nX: a\nY: b\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: x\r\nX: a\rY\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: x\r\nX: \0\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: x\r\nX : a\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
                "GET  \r\n\r\n",
                "\u0016\u0003\u0001\u0002\r\n\r\n",
            })
    void aMalformedOrAmbiguousRequestGets400(String request) throws IOException {
        RawClient.Answer answer = answerTo(request);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"success\":false,\"error\":{\"code\":\"BAD_REQUEST\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health?a=b//c", "http://LOCALHOST/health", "HTTPS://localhost:443/health"})
    void aTargetIsAPathOrTheWholeAddress(String target) throws IOException {
        try (RawClient client = server.connect()) {
            assertThat(client.get(target).status()).isEqualTo(200);
        }
    }

    @Test
    void theServerItselfCanBeAskedForItsOptions() throws IOException {
        try (RawClient client = server.connect()) {
            assertThat(client.request("OPTIONS", "*").status()).isLessThan(500).isNotEqualTo(400);
        }
    }

    @Test
    void aMalformedHeadRequestIsRefusedWithoutABody() throws IOException {
        try (RawClient client = server.connect()) {
            assertThat(client.request("HEAD", "//x").status()).isEqualTo(400);
            assertThat(client.readAll()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 3", "Transfer-Encoding: chunked"})
    void anUpgradeWithABodyGets400(String field) throws IOException {
        assertThat(answerTo(RawClient.handshake("/ws", field)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "identity",
                "chunked, chunked",
                "gzip, chunked",
                "xchunked",
                "chunked\r\nTransfer-Encoding: gzip"
            })
    void anotherTransferCodingGets501(String coding) throws IOException {
        assertThat(answerTo("POST /health HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " + coding + "\r\n\r\n")
                        .status())
                .isEqualTo(501);
    }

    @Test
    void aLaterMinorVersionIsAnsweredAs11() throws IOException {
        assertThat(server.connect()
                        .send("GET /health HTTP/1.9\r\nHost: x\r\n\r\n")
                        .answer()
                        .head())
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void anotherMajorVersionGets505() throws IOException {
        assertThat(answerTo("GET /health HTTP/2.0\r\nHost: x\r\n\r\n").status()).isEqualTo(505);
    }

    @Test
    void requestsThatComeTogetherAreAnsweredInOrder() throws IOException {
        try (RawClient client = server.connect()) {
            String request = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
            client.send(request + "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n" + request);
            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.answer().status()).isEqualTo(404);
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aRequestMayComeByteByByte() throws IOException {
        try (RawClient client = server.connect()) {
            for (byte b : "\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes()) {
                client.send(new byte[] {b});
            }
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void oneThatClosedItsHalfStillGetsItsAnswer() throws IOException {
        try (RawClient client = server.connect()) {
            client.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
            client.endOutput();
            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aRequestThatRidesBehindAnUpgradeRequestIsNotTakenForOne() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(RawClient.handshake("/ws") + "GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(101);
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }
}

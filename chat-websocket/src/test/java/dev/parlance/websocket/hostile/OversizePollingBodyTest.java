package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.engineio.EngineIoSettings;
import dev.parlance.websocket.engineio.EngineIoTestServer;
import dev.parlance.websocket.engineio.PollingClient;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
class OversizePollingBodyTest {
    private static final int MOST = EngineIoSettings.DEFAULT.maxPayload();

    @Test
    void aBodyAsLongAsItMayBeIsTakenAndALongerOneIsRefusedBeforeItCame() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller();
                RawClient raw = server.connect()) {
            String longest = "4" + "x".repeat(MOST - 1);
            assertThat(client.post(longest).status()).isEqualTo(200);
            assertThat(client.poll().body()).isEqualTo(longest);
            raw.send("POST " + client.target() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + (MOST + 1)
                    + "\r\n\r\n");
            assertThat(raw.answer().status()).isEqualTo(413);
            assertThat(client.post("4still here").status()).isEqualTo(200); // the session has not suffered
        }
    }

    @Test
    void aBodyInChunksIsTakenWithinTheSameBound() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller();
                RawClient raw = server.connect()) {
            String head =
                    "POST " + client.target() + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
            raw.send(head + "2\r\n4h\r\n").send("4\r\nello\r\n0\r\n\r\n");
            assertThat(raw.answer().body()).isEqualTo("ok");
            assertThat(client.poll().body()).isEqualTo("4hello");
            raw.send(head + Integer.toHexString(MOST + 1) + "\r\n");
            assertThat(raw.answer().status()).isEqualTo(413);
            assertThat(client.post("4still here").status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyOfMorePacketsThanItMayHaveEndsTheSession() throws IOException {
        String tooMany = "4\u001e".repeat(EngineIoSettings.DEFAULT.maxPackets()) + "4";
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller()) {
            assertThat(client.post(tooMany).status()).isEqualTo(400);
            assertThat(client.poll().status()).isEqualTo(400);
        }
    }

    @Test
    void aMessageOverTheLimitClosesAWebSocketWith1009() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                RawClient client = server.webSocket()) {
            client.trySend(new String(
                    RawClient.frame(RawClient.FIN | RawClient.TEXT, new byte[MOST + 1]),
                    java.nio.charset.StandardCharsets.ISO_8859_1));
            assertThat(client.readClose()).isEqualTo(1009);
        }
    }

    @Test
    void whoNeverPollsIsDroppedWhenTooMuchWaitsForHim() throws Exception {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller()) {
            String large = "4" + "x".repeat(300_000);
            int status = 200;
            for (int i = 0; i < 10 && status == 200; i++) {
                status = client.post(large).status();
            }
            assertThat(status).isEqualTo(400);
            assertThat(server.server.sessionCount()).isZero();
        }
    }
}

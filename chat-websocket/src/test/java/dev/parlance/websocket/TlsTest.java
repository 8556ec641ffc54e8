package dev.parlance.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.websocket.tls.MadeKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static SSLContext tls;
    private TestServer server;

    @BeforeAll
    static void makeKey(@TempDir Path folder) throws Exception {
        char[] password = MadeKey.PASSWORD.toCharArray();
        KeyStore keys = KeyStore.getInstance(
                MadeKey.of(folder, "EC", "localhost", 2).pkcs12().toFile(), password);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, password);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    }

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(builder -> builder.tls(tls).outboxBytes(64 * 1024 * 1024));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient connect() throws IOException {
        return new RawClient(tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port()));
    }

    private RawClient connectFrom(String address) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return new RawClient(
                tls.getSocketFactory().createSocket(loopback, server.port(), InetAddress.getByName(address), 0));
    }

    private RawClient member(String user) throws IOException {
        RawClient client = connect().upgrade("/ws");
        client.ask("{\"event\":\"authenticate\",\"data\":{\"userId\":\"" + user + "\",\"username\":\"" + user
                + "\"},\"id\":1}");
        client.ask("{\"event\":\"join_room\",\"data\":{\"roomId\":\"tea\"},\"id\":2}");
        return client;
    }

    @Test
    void requestsAndUpgradesWorkOverTls() throws IOException {
        try (RawClient client = connect()) {
            assertThat(client.get("/health").status()).isEqualTo(200);
            assertThat(client.get("/health").status()).isEqualTo(200);
            assertThat(client.upgrade("/ws").ask("{\"event\":\"ping\",\"id\":1}"))
                    .isEqualTo("{\"id\":1,\"data\":{}}");
        }
    }

    @Test
    void everyMemberGetsEverythingInOrder() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(member("u" + i));
        }
        String text = "x".repeat(3_000);
        int count = 500; // 1.5 MB a client: more than a TLS record and more than the kernel takes
        for (int i = 0; i < count; i++) {
            clients.get(i % 3)
                    .text("{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"" + text + "\"}}");
        }
        for (RawClient client : clients) {
            for (int offset = 1; offset <= count; offset++) {
                assertThat(client.readText(frame -> frame.startsWith("{\"event\":\"message\"")))
                        .endsWith("\"offset\":" + offset + ",\"number\":" + offset + "}}");
            }
        }
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void oneThatAsksForMoreThanItReadsAtOnceGetsAllItsAnswers() throws IOException {
        server.close();
        server = TestServer.start(builder -> builder.tls(tls).outboxBytes(64 * 1024));
        try (RawClient ada = member("ada")) {
            String text = "x".repeat(3_000);
            for (int i = 1; i <= 100; i++) {
                ada.ask("{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"" + text + "\"},\"id\":"
                        + (i + 10) + "}");
            }
            for (int i = 1; i <= 100; i++) {
                ada.text("{\"event\":\"get_history\",\"data\":{\"roomId\":\"tea\",\"limit\":100},\"id\":" + i + "}");
            }
            server.awaitSlowReader();
            for (int i = 1; i <= 100; i++) {
                assertThat(ada.readText(answer -> answer.startsWith("{\"id\":")))
                        .startsWith("{\"id\":" + i + ",")
                        .hasSizeGreaterThan(300_000);
            }
            assertThat(ada.ask("{\"event\":\"ping\",\"id\":900}")).isEqualTo("{\"id\":900,\"data\":{}}");
        }
    }

    @Test
    void aRefusalReachesTheClientAndEndsTheConnection() throws IOException {
        try (RawClient client = connect()) {
            client.send("GET /health HTTP/1.1\r\nX: " + "y".repeat(9_000));
            assertThat(client.answer().status()).isEqualTo(431);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aCloseFrameReachesTheClientAndEndsTheConnection() throws IOException {
        try (RawClient client = connect().upgrade("/ws")) {
            client.frame(RawClient.FIN | RawClient.BINARY, 3);
            assertThat(client.readClose()).isEqualTo(1003);
            client.frame(RawClient.FIN | RawClient.CLOSE, 0);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void oneThatSpeaksNoTlsIsClosedAndTheOthersGoOn() throws IOException {
        try (RawClient member = member("ada");
                RawClient plain = new RawClient(new Socket(InetAddress.getLoopbackAddress(), server.port()))) {
            plain.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(plain.isEnded()).isTrue();
            assertThat(member.ask("{\"event\":\"ping\",\"id\":3}")).isEqualTo("{\"id\":3,\"data\":{}}");
        }
    }

    @Test
    void whoBeginsHandshakesAndDoesNotEndThemKeepsNobodyElseOutAndNeitherDoesWhoEndsThem() throws IOException {
        server.close();
        server = TestServer.start(builder -> builder.tls(tls).tlsHandshakes(8));
        List<RawClient> open = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            open.add(server.connectFrom("127.0.0.2"));
        }
        await().until(() -> server.server.connectionCount() == 2);
        assertThat(RawClient.isTurnedAway(() -> connectFrom("127.0.0.2"))).isTrue();
        for (int i = 0; i < 10; i++) {
            RawClient client = connect();
            open.add(client);
            assertThat(client.get("/health").status()).isEqualTo(200);
        }
        open.get(0).close();
        await().until(() -> server.server.connectionCount() == 11);
        try (RawClient another = connectFrom("127.0.0.2")) {
            assertThat(another.get("/health").status()).isEqualTo(200);
        }
        for (RawClient client : open) {
            client.close();
        }
    }

    @Test
    void handshakesOfAllAddressesHaveABoundTogetherAndWhatEndsMakesRoom() throws IOException {
        server.close();
        server = TestServer.start(builder -> builder.tls(tls).tlsHandshakes(8));
        List<RawClient> open = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            open.add(server.connectFrom("127.0.0." + (2 + i / 2)));
        }
        await().until(() -> server.server.connectionCount() == 8);
        assertThat(RawClient.isTurnedAway(() -> connectFrom("127.0.0.6"))).isTrue();
        open.get(0).close();
        await().until(() -> server.server.connectionCount() == 7);
        try (RawClient another = connect()) {
            assertThat(another.get("/health").status()).isEqualTo(200);
        }
        for (RawClient client : open) {
            client.close();
        }
    }

    @Test
    void nothingIsLeftWhenTheServerHasStopped() throws IOException {
        try (RawClient member = member("ada")) {
            server.server.stop();
            assertThat(member.readClose()).isEqualTo(1001);
            assertThat(server.server.connectionCount()).isZero();
            assertThat(server.engine.sessionCount()).isZero();
        }
    }
}

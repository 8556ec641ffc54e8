package dev.parlance.websocket.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import dev.parlance.websocket.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers that use TLS against the server; a member that uses it as it is meant goes on. */
@Tag("faults")
class HostileTlsTest {
    private static TlsFiles files;

    private TestServer server;
    private RawClient ada;

    @BeforeAll
    static void makeKey(@TempDir Path folder) throws Exception {
        MadeKey key = MadeKey.of(folder, "EC", "localhost", 90);
        files = TlsFiles.builder()
                .pkcs12(key.pkcs12(), MadeKey.PASSWORD.toCharArray())
                .build();
    }

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(builder -> builder.tls(files).outboxBytes(64 * 1024));
        ada = TlsClient.connect(server.port()).upgrade("/ws");
    }

    @AfterEach
    void assertThatOthersGoOn() throws IOException {
        assertThat(ada.ask("{\"event\":\"ping\",\"id\":1}")).isEqualTo("{\"id\":1,\"data\":{}}");
        ada.close();
        await("nothing is left").until(() -> server.server.connectionCount() == 0);
        server.close();
    }

    private Socket plain() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private SSLSocket encrypted(String version) throws IOException {
        return TlsClient.connect(server.port(), "", List.of(version), List.of());
    }

    @Test
    void aSecondHandshakeEndsTheConnection() throws IOException {
        try (SSLSocket socket = encrypted("TLSv1.2");
                RawClient client = new RawClient(socket)) {
            assertThat(client.get("/health").status()).isEqualTo(200);
            socket.startHandshake();
            client.trySend("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void newKeysMayBeAgreedOnButNotWithoutEnd() throws IOException {
        try (SSLSocket socket = encrypted("TLSv1.3");
                RawClient client = new RawClient(socket)) {
            for (int i = 0; i < 10; i++) {
                socket.startHandshake(); // in this version: new keys
                assertThat(client.get("/health").status()).isEqualTo(200);
            }
            assertThatIOException().isThrownBy(() -> {
                for (int i = 0; i < 100; i++) {
                    socket.startHandshake();
                    client.get("/health");
                }
            });
        }
    }

    @Test
    void aRecordLargerThanAnyMayBeEndsTheConnection() throws IOException {
        try (Socket plain = plain();
                SSLSocket socket = TlsClient.over(plain, "", List.of(), List.of());
                RawClient client = new RawClient(socket)) {
            assertThat(client.get("/health").status()).isEqualTo(200);
            plain.getOutputStream().write(new byte[] {23, 3, 3, (byte) 0x7f, (byte) 0xff});
            assertThat(client.isEnded()).isTrue();
        }
        try (RawClient early = new RawClient(plain())) {
            early.send(new byte[] {22, 3, 1, (byte) 0x7f, (byte) 0xff, 1});
            assertThat(early.isEnded()).isTrue();
        }
    }

    @Test
    void whoSaysGoodbyeAndLeavesItsSocketOpenIsClosedWhetherItWaitsForAnAnswerOrNot() throws IOException {
        for (String request : new String[] {"", "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /hea"}) {
            try (SSLSocket socket = encrypted("TLSv1.3");
                    RawClient client = new RawClient(socket).send(request)) {
                socket.shutdownOutput();
                assertThat(client.isEnded()).isTrue();
            }
        }
    }

    @Test
    void aMemberThatSaysGoodbyeAndLeavesItsSocketOpenIsClosed() throws IOException {
        try (SSLSocket socket = encrypted("TLSv1.3");
                RawClient client = new RawClient(socket).upgrade("/ws")) {
            socket.shutdownOutput();
            await("the server closes").until(() -> server.server.connectionCount() == 1);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aMemberThatDoesNotReadIsClosedWith4000AndTheOthersLoseNothing() throws IOException {
        String said = "{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"" + "x".repeat(3_000)
                + "\"},\"id\":%d}";
        join(ada, "ada");
        try (RawClient slow = TlsClient.connect(server.port()).upgrade("/ws")) {
            join(slow, "slow");
            int sent = 0;
            while (server.engine.sessionCount() == 2) { // until the kernel's buffers, TLS and the outbox are full
                assertThat(ada.ask(said.formatted(++sent + 10))).contains("\"offset\":" + sent);
            }
            assertThat(slow.readClose()).isEqualTo(4000); // behind whole records and frames only
            assertThat(slow.isEnded()).isTrue();
            assertThat(ada.ask(said.formatted(5))).contains("\"offset\":" + (sent + 1));
        }
    }

    private static void join(RawClient client, String user) throws IOException {
        client.ask("{\"event\":\"authenticate\",\"data\":{\"userId\":\"" + user + "\",\"username\":\"" + user
                + "\"},\"id\":1}");
        client.ask("{\"event\":\"join_room\",\"data\":{\"roomId\":\"tea\"},\"id\":2}");
    }
}

package dev.parlance.websocket.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import dev.parlance.websocket.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of TLS is spoken. */
class SpokenTlsTest {
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        MadeKey key = MadeKey.of(folder, "RSA", "localhost", 90);
        TlsFiles files = TlsFiles.builder()
                .pkcs12(key.pkcs12(), MadeKey.PASSWORD.toCharArray())
                .build();
        server = TestServer.start(builder -> builder.tls(files));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void twoVersionsAreSpoken(String version) throws IOException {
        try (SSLSocket socket = TlsClient.connect(server.port(), "", List.of(version), List.of());
                RawClient client = new RawClient(socket)) {
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(client.get("/health").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0300", "0301", "0302"})
    void anOlderOneIsRefusedWithAnAlertAndTheConnectionEnds(String version) throws IOException {
        String suites = "0004c027c02f"; // ECDHE_RSA with AES, CBC and GCM
        String body = version + "00".repeat(32) + "00" + suites + "0100";
        String hello = "01" + String.format("%06x", body.length() / 2) + body;
        String message = "160301" + String.format("%04x", hello.length() / 2) + hello;
        try (RawClient client = server.connect()) {
            client.send(HexFormat.of().parseHex(message));
            assertThat(HexFormat.of().formatHex(client.readAll()))
                    .startsWith("15") // an alert
                    .endsWith("000202" + "46"); // protocol_version, and the end
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"})
    void aSuiteWithoutAuthenticatedEncryptionOrWithoutEllipticCurvesIsRefused(String suite) {
        assertThatThrownBy(() -> TlsClient.connect(server.port(), "", List.of("TLSv1.2"), List.of(suite)))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("handshake_failure");
    }

    @Test
    void theServersOrderOfSuitesCounts() throws IOException {
        List<String> offered =
                List.of("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        try (SSLSocket socket = TlsClient.connect(server.port(), "", List.of("TLSv1.2"), offered)) {
            assertThat(socket.getSession().getCipherSuite()).isEqualTo("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        }
    }
}

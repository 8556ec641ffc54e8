package dev.parlance.websocket.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.TestServer;
import dev.parlance.websocket.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which certificate a client gets (SNI). */
class NamesTest {
    private static MadeKey first;
    private static MadeKey firstAsRsa;
    private static MadeKey second;
    private static MadeKey starred;
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        first = MadeKey.of(folder, "EC", "chat.example", 90);
        firstAsRsa = MadeKey.of(folder, "RSA", "chat.example", 90);
        second = MadeKey.of(folder, "RSA", "tea.example", 90);
        starred = MadeKey.of(folder, "Ed25519", "*.rooms.example", 90);
        TlsFiles.Builder files = TlsFiles.builder();
        for (MadeKey key : new MadeKey[] {first, second, firstAsRsa, starred}) {
            files.pkcs12(key.pkcs12(), MadeKey.PASSWORD.toCharArray());
        }
        server = TestServer.start(builder -> builder.tls(files.build()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aClientGetsTheCertificateOfTheNameThatItAsksForWhateverItsKindOfKey(String version) throws IOException {
        assertThat(TlsClient.certificate(server.port(), "chat.example", version))
                .isEqualTo(first.certificate());
        assertThat(TlsClient.certificate(server.port(), "TEA.example", version)).isEqualTo(second.certificate());
        assertThat(TlsClient.certificate(server.port(), "red.rooms.example", version))
                .isEqualTo(starred.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "other.example", "rooms.example", "a.red.rooms.example"})
    void forEveryOtherNameItIsTheFirst(String name) throws IOException {
        assertThat(TlsClient.certificate(server.port(), name)).isEqualTo(first.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "chat.example"})
    void aClientWithoutEllipticKeysGetsTheOtherOneOfTheSameName(String name) throws IOException {
        try (SSLSocket socket = TlsClient.connect(
                server.port(), name, List.of("TLSv1.2"), List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))) {
            assertThat(socket.getSession().getPeerCertificates()[0]).isEqualTo(firstAsRsa.certificate());
        }
    }
}

package dev.parlance.websocket.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parlance.websocket.TestServer;
import dev.parlance.websocket.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of certificates or keys may look like. */
class KeyFilesTest {
    @TempDir
    private Path folder;

    private Path chain;
    private Path key;

    @BeforeEach
    void nameFiles() {
        chain = folder.resolve("chain.pem");
        key = folder.resolve("key.pem");
    }

    private TlsFiles pem() {
        return TlsFiles.builder().pem(chain, key).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void aKeyOfEachKindServesFromTextAsItsToolsWriteIt(String algorithm) throws Exception {
        MadeKey made = MadeKey.of(folder, algorithm, "localhost", 90);
        Files.writeString(
                chain, "Bag Attributes\r\n  name: x\r\n" + made.certificatePem().replace("\n", "\r\n"));
        Files.writeString(
                key, "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + made.keyPem());
        try (TestServer server = TestServer.start(builder -> builder.tls(pem()))) {
            assertThat(TlsClient.certificate(server.port(), "localhost")).isEqualTo(made.certificate());
        }
    }

    @Test
    void chainAndKeyMayBeOneFileAndThoseWhoVouchFollow() throws Exception {
        MadeKey made = MadeKey.of(folder, "EC", "localhost", 90);
        MadeKey authority = MadeKey.of(folder, "RSA", "authority", 90);
        Files.writeString(chain, made.keyPem() + made.certificatePem() + authority.certificatePem());
        key = chain;
        try (TestServer server = TestServer.start(builder -> builder.tls(pem()));
                SSLSocket client = TlsClient.connect(server.port(), "", List.of(), List.of())) {
            assertThat(client.getSession().getPeerCertificates())
                    .containsExactly(made.certificate(), authority.certificate());
        }
    }

    @Test
    void whatCannotBeUsedIsNamedWithItsFile() throws Exception {
        MadeKey made = MadeKey.of(folder, "EC", "localhost", 90);
        MadeKey other = MadeKey.of(folder, "EC", "localhost", 90);
        MadeKey rsa = MadeKey.of(folder, "RSA", "localhost", 90);
        refuses("there is no file " + chain);
        Files.writeString(chain, made.keyPem());
        Files.writeString(key, made.keyPem());
        refuses(chain + " with " + key, "-----BEGIN CERTIFICATE-----");
        Files.writeString(chain, MadeKey.pem("CERTIFICATE", made.key()));
        refuses(chain.toString());
        Files.writeString(chain, made.certificatePem());
        Files.writeString(key, other.keyPem());
        refuses(key.toString(), "the key is not the certificate's");
        Files.writeString(key, rsa.keyPem());
        refuses(key.toString(), "none for EC");
        Files.writeString(key, made.keyPem().replace("PRIVATE KEY", "EC PRIVATE KEY"));
        refuses("not EC PRIVATE KEY", "openssl pkcs8 -topk8 -nocrypt");
        Files.writeString(key, made.keyPem().replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));
        refuses("not ENCRYPTED PRIVATE KEY", "not encrypted");
        Files.writeString(key, made.keyPem().substring(0, 100));
        refuses("-----BEGIN PRIVATE KEY-----");
        Files.write(key, new byte[2 * 1024 * 1024]);
        refuses("more than");
    }

    private void refuses(String... words) {
        assertThatIllegalArgumentException().isThrownBy(this::pem).withMessageContainingAll(words);
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() throws Exception {
        MadeKey made = MadeKey.of(folder, "EC", "localhost", 90);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsFiles.builder()
                        .pkcs12(made.pkcs12(), "geheim".toCharArray())
                        .build())
                .withMessageContainingAll(made.pkcs12().toString(), "password is wrong")
                .withMessageNotContaining("geheim");
        Files.writeString(chain, "no keys");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsFiles.builder().pkcs12(chain, new char[0]).build())
                .withMessageContaining(chain.toString());
    }

    @Test
    void aBuilderNamesEveryFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsFiles.builder()
                        .pem(null, null)
                        .pkcs12(folder, null)
                        .lookEvery(Duration.ZERO)
                        .build())
                .withMessage("chain must not be null; key must not be null; password must not be null; "
                        + "lookEvery must be 10 ms to a day, not PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsFiles.builder().build())
                .withMessage("there must be a certificate: pem or pkcs12");
    }
}

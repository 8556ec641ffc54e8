package dev.parlance.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host may say, and what is nonsense. */
class BuilderTest {
    private static void assertFault(JwtAuthenticator.Builder builder, String... words) {
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContainingAll(words);
    }

    @Test
    void everyFaultIsNamedAtOnceAndNoSecret() {
        JwtAuthenticator.Builder builder = JwtAuthenticator.builder()
                .secret("geheim".getBytes())
                .pem("geheim")
                .jwks(URI.create("https://me:geheim@login.example/keys"))
                .clockSkew(Duration.ofHours(1));
        assertFault(builder, "32 bytes", "PEM", "key set's address", "clockSkew");
        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("geheim"));
    }

    @Test
    void aKeyIsNeeded() {
        assertFault(JwtAuthenticator.builder(), "is needed");
    }

    @Test
    void aKeyThatNoAlgorithmTakesIsRefused() {
        assertFault(JwtAuthenticator.builder().pem(Issuer.rsa("weak", 1024).pem()), "2048 bits");
        assertFault(
                JwtAuthenticator.builder().pem(Issuer.ec("wide", "secp384r1").pem()), "P-256");
        assertFault(
                JwtAuthenticator.builder().pem(Issuer.rsa("r").pem().replace("PUBLIC KEY", "PRIVATE KEY")),
                "PUBLIC KEY or a CERTIFICATE");
        assertFault(
                JwtAuthenticator.builder().pem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"), "broken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://login.example/keys", "http://localhost:1/keys", "http://127.0.0.1/", "http://[::1]:8/"})
    void keysComeEncryptedOrFromThisMachine(String address) {
        assertThat(JwtAuthenticator.builder().jwks(URI.create(address)).build()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example/keys",
                "http://localhost.example/keys",
                "http://127.0.0.1.example/keys",
                "file:///etc/keys",
                "ftp://localhost/keys",
                "https:///keys",
                "keys",
                "https://me@login.example/keys"
            })
    void anyOtherAddressIsRefused(String address) {
        assertFault(JwtAuthenticator.builder().jwks(URI.create(address)), "key set's address");
    }

    @Test
    void whoAsksForItGetsThemInClear() {
        URI address = URI.create("http://login.internal/keys");
        assertThat(JwtAuthenticator.builder().jwks(address).allowPlainHttp(true).build())
                .isNotNull();
        assertFault(
                JwtAuthenticator.builder()
                        .jwks(URI.create("ftp://login.internal/"))
                        .allowPlainHttp(true),
                "key set's address");
    }
}

package dev.parlance.websocket.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

class TlsRulesTest {
    @Test
    void whateverAContextAllowsOnlyTwoVersionsAndModernSuitesAreSpoken() throws NoSuchAlgorithmException {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setEnabledProtocols(engine.getSupportedProtocols());
        engine.setEnabledCipherSuites(engine.getSupportedCipherSuites());

        TlsRules.INSTANCE.initialize(null, engine);

        assertThat(engine.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
        assertThat(engine.getEnabledCipherSuites())
                .isNotEmpty()
                .allMatch(suite ->
                        suite.matches("TLS_(ECDHE_(ECDSA|RSA)_WITH_)?(AES_\\d+_GCM|CHACHA20_POLY1305)_SHA\\d+"));
    }
}

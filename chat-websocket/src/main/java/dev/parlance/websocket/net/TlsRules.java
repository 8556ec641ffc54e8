package dev.parlance.websocket.net;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.SSLSessionInitializer;

/**
 * What TLS is taken, whoever made the context: versions 1.2 and 1.3, and suites with forward secrecy and authenticated encryption only (RFC 9325, section 4.2), in the
 * server's order. No protocol is negotiated (ALPN): there is HTTP/1.1 alone, which clients take for granted. Immutable.
 */
final class TlsRules implements SSLSessionInitializer {
    static final TlsRules INSTANCE = new TlsRules(false);
    /** Clients may show a certificate; one that is shown has to be good. */
    static final TlsRules ASKING = new TlsRules(true);

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final boolean asks;

    private TlsRules(boolean asks) {
        this.asks = asks;
    }

    @Override
    public void initialize(NamedEndpoint endpoint, SSLEngine engine) {
        Set<String> known = Set.copyOf(Arrays.asList(engine.getSupportedCipherSuites()));
        SSLParameters rules = engine.getSSLParameters();
        rules.setProtocols(VERSIONS);
        rules.setCipherSuites(SUITES.stream().filter(known::contains).toArray(String[]::new));
        rules.setUseCipherSuitesOrder(true);
        rules.setWantClientAuth(asks);
        engine.setSSLParameters(rules);
    }
}

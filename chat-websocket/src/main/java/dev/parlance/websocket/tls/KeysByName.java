package dev.parlance.websocket.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate for the name that a client asks for (SNI, RFC 6066, section 3), and the first one for all other names. The JDK's own key manager prefers the kind of
 * key to the name: of an RSA key for the name and an EC key for another one it takes the latter. Immutable.
 */
final class KeysByName extends X509ExtendedKeyManager {
    private final List<CertifiedKey> keys;

    KeysByName(List<CertifiedKey> keys) {
        this.keys = List.copyOf(keys);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        for (CertifiedKey candidate : candidates(engine)) {
            if (isOf(keyType, candidate.key())) {
                return Integer.toString(keys.indexOf(candidate));
            }
        }
        return null;
    }

    private List<CertifiedKey> candidates(@Nullable SSLEngine engine) {
        String asked = asked(engine);
        if (asked != null) {
            List<CertifiedKey> named =
                    keys.stream().filter(each -> each.isFor(asked)).toList();
            if (!named.isEmpty()) {
                return named;
            }
        }
        CertifiedKey first = keys.get(0);
        return keys.stream().filter(first::sharesNameWith).toList();
    }

    private static @Nullable String asked(@Nullable SSLEngine engine) {
        if (engine != null && engine.getHandshakeSession() instanceof ExtendedSSLSession session) {
            for (SNIServerName name : session.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return host.getAsciiName();
                }
            }
        }
        return null;
    }

    private static boolean isOf(String keyType, PrivateKey key) {
        return keyType.equals(key.getAlgorithm());
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return keys.get(Integer.parseInt(alias)).chain();
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return keys.get(Integer.parseInt(alias)).key();
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}

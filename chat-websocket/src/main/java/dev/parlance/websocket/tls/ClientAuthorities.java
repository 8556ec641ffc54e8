package dev.parlance.websocket.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Who vouches for the certificates of clients; nobody else does, whom the JDK trusts neither. Immutable. */
public final class ClientAuthorities {
    private final TrustManager[] trust;

    private ClientAuthorities(TrustManager[] trust) {
        this.trust = trust;
    }

    /**
     * Reads them; blocks.
     *
     * @param file their certificates in PEM; that of a client that signs its own may be among them
     * @return the authorities
     * @throws IOException if that cannot be done, in words that name the file
     */
    public static ClientAuthorities read(Path file) throws IOException {
        try {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            List<X509Certificate> certificates = PemFiles.certificates(file);
            for (int i = 0; i < certificates.size(); i++) {
                anchors.setCertificateEntry("authority-" + i, certificates.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(anchors);
            return new ClientAuthorities(factory.getTrustManagers());
        } catch (IOException | GeneralSecurityException | RuntimeException e) { // whatever a parser falls over
            throw new IOException("the authorities of clients in " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    TrustManager[] trust() {
        return trust.clone();
    }
}

package dev.parlance.websocket.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A file in PKCS#12 (RFC 7292); each of its keys is one of the server's, in the order of their aliases. */
final class Pkcs12File implements KeySource {
    private final Path file;
    private final char[] password;

    Pkcs12File(Path file, char[] password) {
        this.file = file;
        this.password = password.clone();
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }

    @Override
    public Path secret() {
        return file;
    }

    @Override
    public List<CertifiedKey> read() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new KeyException("the password is wrong");
            }
            throw e;
        }
        List<CertifiedKey> found = new ArrayList<>();
        for (String alias : Collections.list(store.aliases()).stream().sorted().toList()) {
            if (store.getKey(alias, password) instanceof PrivateKey key) {
                found.add(new CertifiedKey(chain(store.getCertificateChain(alias)), key));
            }
        }
        if (found.isEmpty()) {
            throw new KeyException("there must be a key with its certificate");
        }
        return found;
    }

    private static List<X509Certificate> chain(Certificate[] certificates) throws CertificateException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : certificates) {
            if (!(certificate instanceof X509Certificate x509)) {
                throw new CertificateException("a certificate must be X.509, not " + certificate.getType());
            }
            chain.add(x509);
        }
        return chain;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return file.toString();
    }
}

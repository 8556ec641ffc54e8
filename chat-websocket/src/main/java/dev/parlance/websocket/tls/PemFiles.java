package dev.parlance.websocket.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text files (RFC 7468): certificates, the server's own first, and a key in PKCS#8. Both may be one file. */
record PemFiles(Path chain, Path key) implements KeySource {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s+([A-Za-z0-9+/=\\s]+?)-----END \\1-----");

    @Override
    public List<Path> files() {
        return List.of(chain, key);
    }

    @Override
    public Path secret() {
        return key;
    }

    @Override
    public List<CertifiedKey> read() throws IOException, GeneralSecurityException {
        List<X509Certificate> certificates = certificates(chain);
        String algorithm = certificates.get(0).getPublicKey().getAlgorithm();
        return List.of(new CertifiedKey(certificates, privateKey(algorithm)));
    }

    /** The certificates in a file, at least one. */
    static List<X509Certificate> certificates(Path chain) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Matcher blocks = BLOCK.matcher(text(chain));
        List<X509Certificate> found = new ArrayList<>();
        while (blocks.find()) {
            if (blocks.group(1).equals("CERTIFICATE")) {
                byte[] encoded = Base64.getMimeDecoder().decode(blocks.group(2));
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
            }
        }
        if (found.isEmpty()) {
            throw new CertificateException(
                    "the certificate must stand in a block that begins with -----BEGIN CERTIFICATE-----");
        }
        return found;
    }

    private PrivateKey privateKey(String algorithm) throws IOException, GeneralSecurityException {
        Matcher blocks = BLOCK.matcher(text(key));
        String other = "";
        while (blocks.find()) {
            if (blocks.group(1).equals("PRIVATE KEY")) {
                return privateKey(algorithm, Base64.getMimeDecoder().decode(blocks.group(2)));
            }
            if (blocks.group(1).endsWith("PRIVATE KEY")) {
                other = ", not " + blocks.group(1) + ": openssl pkcs8 -topk8 -nocrypt converts it";
            }
        }
        throw new KeyException(
                "the key must stand in a block that begins with -----BEGIN PRIVATE KEY----- (PKCS#8, not encrypted)"
                        + other);
    }

    private PrivateKey privateKey(String algorithm, byte[] encoded) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException e) {
            throw new KeyException("the key is malformed, or none for " + algorithm + " as the certificate's");
        }
    }

    @Override
    public String toString() {
        return chain.equals(key) ? chain.toString() : chain + " with " + key;
    }

    /** Not all of whatever somebody names: it is asked for again every minute. */
    private static String text(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " has more than " + MOST_BYTES + " bytes");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}

package dev.parlance.websocket.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A certificate, with those that vouch for it, and its key. Immutable. */
public final class CertifiedKey {
    private static final int DNS_NAME = 2; // of GeneralName, RFC 5280, section 4.2.1.6
    private static final byte[] PROBE = "is this key the certificate's?".getBytes(StandardCharsets.US_ASCII);

    private final List<X509Certificate> chain;
    private final PrivateKey key;
    private final Set<String> names;

    /** Of a chain that begins with the server's own certificate; a key that does not belong to it is refused, as files that are replaced one after the other are met half-way. */
    CertifiedKey(List<X509Certificate> chain, PrivateKey key) throws GeneralSecurityException {
        if (chain.isEmpty()) {
            throw new CertificateException("there is no certificate");
        }
        this.chain = List.copyOf(chain);
        this.key = key;
        this.names = names(chain.get(0));
        requirePair(chain.get(0).getPublicKey(), key);
    }

    X509Certificate[] chain() {
        return chain.toArray(X509Certificate[]::new);
    }

    PrivateKey key() {
        return key;
    }

    /** When the first of the chain ends. */
    Instant end() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** Whether none of the chain is out of its time. */
    boolean isValid(Instant now) {
        return chain.stream().allMatch(certificate -> isValid(certificate, now));
    }

    /** Whether the server's own is not out of its time: of those that vouch for it, clients may know others. */
    boolean isOwnValid(Instant now) {
        return isValid(chain.get(0), now);
    }

    private static boolean isValid(X509Certificate certificate, Instant now) {
        return now.isBefore(certificate.getNotAfter().toInstant())
                && !now.isBefore(certificate.getNotBefore().toInstant());
    }

    /** Whether it is for a host of this name; a star stands for one label (RFC 9525, section 6.3). */
    boolean isFor(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        return names.contains(name) || (dot > 0 && names.contains("*" + name.substring(dot)));
    }

    /** Whether it is for one of the hosts that another one is for. */
    boolean sharesNameWith(CertifiedKey other) {
        return this == other || names.stream().anyMatch(other.names::contains);
    }

    @Override
    public String toString() {
        return chain.get(0).getSubjectX500Principal() + (names.isEmpty() ? "" : " for " + String.join(", ", names));
    }

    private static Set<String> names(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        return alternatives == null
                ? Set.of()
                : alternatives.stream()
                        .filter(name -> name.get(0).equals(DNS_NAME))
                        .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static void requirePair(PublicKey certified, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(signatureOf(certified.getAlgorithm()));
        boolean fits;
        try {
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(PROBE);
            fits = signature.verify(signed);
        } catch (GeneralSecurityException e) { // of another kind or size
            throw new KeyException("the key is not the certificate's", e);
        }
        if (!fits) {
            throw new KeyException("the key is not the certificate's");
        }
    }

    private static String signatureOf(String algorithm) throws KeyException {
        return switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "EdDSA";
            default -> throw new KeyException("a key must be RSA, EC or Ed25519, not " + algorithm);
        };
    }
}

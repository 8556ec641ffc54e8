package dev.parlance.jwt;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A public key as a text (RFC 7468): by itself or in a certificate, of whose names and dates nothing is asked. */
final class PemKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final List<String> KINDS = List.of("RSA", "EC", Ed25519.NAME);

    private PemKey() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if there is none
     */
    static PublicKey read(String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("a key in PEM begins with -----BEGIN PUBLIC KEY-----");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
            return switch (block.group(1)) {
                case "PUBLIC KEY" -> key(new X509EncodedKeySpec(bytes));
                case "CERTIFICATE" ->
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(bytes))
                            .getPublicKey();
                default ->
                    throw new IllegalArgumentException(
                            "a key in PEM is a PUBLIC KEY or a CERTIFICATE, this one is a " + block.group(1));
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a key in PEM that is none of RSA, EC or Ed25519, or broken", e);
        }
    }

    private static PublicKey key(X509EncodedKeySpec encoded) throws GeneralSecurityException {
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(encoded);
            } catch (InvalidKeySpecException e) {
                // of another kind
            }
        }
        throw new InvalidKeySpecException("of no kind that is known");
    }
}

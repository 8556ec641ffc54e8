package dev.parlance.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/** The algorithms that are accepted, and the one kind of key that each has: a key of another kind never verifies (RFC 8725, section 3.1). */
enum Algorithm {
    HS256,
    RS256,
    ES256,
    EDDSA;

    private static final int LEAST_RSA_BITS = 2048; // RFC 7518, section 3.3
    private static final int P_256_BITS = 256;

    /** The one that a token names; {@code none} is none of them. */
    static Optional<Algorithm> of(JWSHeader header) {
        return Stream.of(values())
                .filter(each -> each.names().contains(header.getAlgorithm()))
                .findFirst();
    }

    private Set<JWSAlgorithm> names() {
        return switch (this) {
            case HS256 -> Set.of(JWSAlgorithm.HS256);
            case RS256 -> Set.of(JWSAlgorithm.RS256);
            case ES256 -> Set.of(JWSAlgorithm.ES256);
            case EDDSA -> Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519); // as RFC 9864 calls it
        };
    }

    /** Whether a key is for this algorithm, and long enough. */
    boolean takes(Key key) {
        return switch (this) {
            case HS256 -> key instanceof SecretKey;
            case RS256 -> key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
            case ES256 ->
                key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == P_256_BITS;
            case EDDSA -> key instanceof EdECPublicKey;
        };
    }

    /** What looks at signatures, with a key that it takes. */
    JWSVerifier verifier(Key key) throws JOSEException {
        return switch (this) {
            case HS256 -> new MACVerifier((SecretKey) key);
            case RS256 -> new RSASSAVerifier((RSAPublicKey) key);
            case ES256 -> new ECDSAVerifier((ECPublicKey) key);
            case EDDSA -> new Ed25519((EdECPublicKey) key);
        };
    }
}

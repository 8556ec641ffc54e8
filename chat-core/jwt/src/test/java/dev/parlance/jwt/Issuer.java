package dev.parlance.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** Who signs tokens: keys of the JDK, as real ones are. */
final class Issuer {
    static final byte[] SECRET = "a secret of at least thirty-two bytes".getBytes(UTF_8);

    final String keyId;
    private final JWSAlgorithm algorithm;
    private final KeyPair pair;

    private Issuer(JWSAlgorithm algorithm, String keyId, KeyPair pair) {
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.pair = pair;
    }

    static Issuer rsa(String keyId) {
        return rsa(keyId, 2048);
    }

    static Issuer rsa(String keyId, int bits) {
        return made(JWSAlgorithm.RS256, keyId, () -> {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator;
        });
    }

    static Issuer ec(String keyId, String curve) {
        return made(JWSAlgorithm.ES256, keyId, () -> {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator;
        });
    }

    static Issuer ed25519(String keyId) {
        return made(JWSAlgorithm.EdDSA, keyId, () -> KeyPairGenerator.getInstance("Ed25519"));
    }

    private interface Generator {
        KeyPairGenerator get() throws GeneralSecurityException;
    }

    private static Issuer made(JWSAlgorithm algorithm, String keyId, Generator generator) {
        try {
            return new Issuer(algorithm, keyId, generator.get().generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static Issuer withSecret() {
        return new Issuer(JWSAlgorithm.HS256, null, null);
    }

    String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    JWK publicKey() {
        if (algorithm.equals(JWSAlgorithm.RS256)) {
            return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                    .keyID(keyId)
                    .build();
        }
        if (algorithm.equals(JWSAlgorithm.ES256)) {
            return new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                    .keyID(keyId)
                    .build();
        }
        byte[] encoded = pair.getPublic().getEncoded();
        return new OctetKeyPair.Builder(
                        Curve.Ed25519,
                        Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)))
                .keyID(keyId)
                .build();
    }

    String token(JWTClaimsSet claims) {
        return token(header(), claims);
    }

    JWSHeader header() {
        return header("JWT");
    }

    JWSHeader header(String type) {
        return new JWSHeader.Builder(algorithm)
                .keyID(keyId)
                .type(new JOSEObjectType(type))
                .build();
    }

    String token(JWSHeader header, JWTClaimsSet claims) {
        try {
            if (algorithm.equals(JWSAlgorithm.EdDSA)) {
                String signed = header.toBase64URL() + "." + claims.toPayload().toBase64URL();
                return signed + "." + Base64URL.encode(ed25519(signed.getBytes(UTF_8)));
            }
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(signer());
            return jwt.serialize();
        } catch (JOSEException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private JWSSigner signer() throws JOSEException {
        if (algorithm.equals(JWSAlgorithm.HS256)) {
            return new MACSigner(SECRET);
        }
        return algorithm.equals(JWSAlgorithm.RS256)
                ? new RSASSASigner(pair.getPrivate())
                : new ECDSASigner((ECPrivateKey) pair.getPrivate());
    }

    private byte[] ed25519(byte[] signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(signed);
        return signature.sign();
    }
}

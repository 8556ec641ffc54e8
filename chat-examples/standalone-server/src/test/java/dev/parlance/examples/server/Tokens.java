package dev.parlance.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Tokens as somebody's login makes them. */
final class Tokens {
    static final String SECRET = "the secret of these tests, long enough";

    private Tokens() {}

    static String of(String userId, String name, Duration time) {
        return signed(new JWTClaimsSet.Builder()
                .subject(userId)
                .claim("name", name)
                .expirationTime(Date.from(Instant.now().plus(time)))
                .build());
    }

    /** With the address of a picture. */
    static String of(String userId, String name, Duration time, URI picture) {
        return signed(new JWTClaimsSet.Builder()
                .subject(userId)
                .claim("name", name)
                .claim("picture", picture.toString())
                .expirationTime(Date.from(Instant.now().plus(time)))
                .build());
    }

    private static String signed(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(SECRET.getBytes(UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}

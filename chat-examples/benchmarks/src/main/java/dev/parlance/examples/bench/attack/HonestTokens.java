package dev.parlance.examples.bench.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The tokens that honest people have, for servers that ask for one (JWT, HS256); others pass over it. */
final class HonestTokens {
    /** What the server checks them with. */
    static final String SECRET = "known-to-the-honest-and-the-server-alone";

    private static final long AN_HOUR = 3_600;

    private HonestTokens() {}

    static String of(String user) {
        return signed(user, SECRET);
    }

    /** As good as any other, but for its signature. */
    static String signed(String user, String secret) {
        String claims = "{\"sub\":\"" + user + "\",\"name\":\"" + user + "\",\"exp\":"
                + (Instant.now().getEpochSecond() + AN_HOUR) + "}";
        String text =
                base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return text + "." + base64(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

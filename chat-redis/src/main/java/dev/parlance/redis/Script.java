package dev.parlance.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What Redis runs for us in one step; each script's file says what it takes and answers. */
enum Script {
    POST,
    CHANGE,
    HISTORY("read"),
    RESUME("read"),
    MESSAGE("read"),
    ENTER,
    LEAVE,
    BEGIN,
    RENEW,
    CONDEMN,
    COMPARE,
    SETTLE,
    KEEP;

    private final String text;
    private final String digest;

    Script(String... beginnings) {
        StringBuilder all = new StringBuilder();
        for (String beginning : beginnings) {
            all.append(load(beginning));
        }
        all.append(load(name().toLowerCase(Locale.ROOT)));
        this.text = all.toString();
        this.digest = digest(text);
    }

    String text() {
        return text;
    }

    /** By which Redis knows it, once loaded. */
    String digest() {
        return digest;
    }

    private static String load(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
            if (in == null) {
                throw new IllegalStateException(name + ".lua is missing beside its class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}

package dev.parlance.websocket.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parlance.model.FileId;
import dev.parlance.model.RoomId;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that links are signed with (HMAC-SHA-256), and its name. Immutable; never printed. */
final class LinkKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String id;
    private final SecretKeySpec key;

    private LinkKey(String id, byte[] bytes) {
        this.id = id;
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    static LinkKey random() {
        byte[] name = new byte[BYTES / 2];
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(name);
        RANDOM.nextBytes(bytes);
        return new LinkKey(HexFormat.of().formatHex(name), bytes);
    }

    /** As it was {@linkplain #write written}. */
    static LinkKey read(String id, String text) {
        return new LinkKey(id, Base64.getDecoder().decode(text));
    }

    /** For those who share it alone. */
    String write() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    String id() {
        return id;
    }

    byte[] sign(byte[] said, RoomId room, FileId file) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(file.value()
                    .getBytes(UTF_8)); // of one length always, so that no two ways to read it are the same bytes
            mac.update((said.length + ":").getBytes(UTF_8));
            mac.update(said);
            mac.update(room.value().getBytes(UTF_8));
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has HMAC-SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "LinkKey[" + id + "]";
    }
}

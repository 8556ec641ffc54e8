package dev.parlance.examples.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What one transaction told, as the text of one NOTIFY: itself, or where it lies if it is longer than PostgreSQL takes (8,000 bytes). */
final class Bundle {
    private static final int MOST_INLINE = 5_900;
    private static final String REFERENCE = "@";

    private Bundle() {}

    static byte[] of(List<byte[]> told) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        told.forEach(each -> {
            all.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(each.length).array());
            all.writeBytes(each);
        });
        return all.toByteArray();
    }

    static List<byte[]> parts(byte[] all) {
        List<byte[]> told = new ArrayList<>();
        for (ByteBuffer left = ByteBuffer.wrap(all); left.hasRemaining(); ) {
            byte[] each = new byte[left.getInt()];
            left.get(each);
            told.add(each);
        }
        return told;
    }

    static boolean fits(byte[] all) {
        return all.length <= MOST_INLINE;
    }

    static String inline(byte[] all) {
        return Base64.getEncoder().encodeToString(all);
    }

    static byte[] inlined(String payload) {
        return Base64.getDecoder().decode(payload);
    }

    static String reference(long id) {
        return REFERENCE + id;
    }

    static boolean isReference(String payload) {
        return payload.startsWith(REFERENCE);
    }

    static long referred(String payload) {
        return Long.parseLong(payload.substring(REFERENCE.length()));
    }
}

package dev.parlance.broker.store;

import dev.parlance.model.User;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Writes a stored form: what is always there comes one after the other, numbers in sevens of bits, texts as UTF-8 behind their length. */
final class FormWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(160);

    static FormWriter of(int kind) {
        return new FormWriter().octet(StoredForm.FORMAT).octet(kind);
    }

    FormWriter octet(int value) {
        out.write(value);
        return this;
    }

    FormWriter flag(boolean value) {
        return octet(value ? 1 : 0);
    }

    /** Zigzag, so that a small negative number is short too. */
    FormWriter number(long value) {
        long left = (value << 1) ^ (value >> 63);
        while ((left & ~0x7FL) != 0) {
            out.write((int) (left & 0x7F) | 0x80);
            left >>>= 7;
        }
        out.write((int) left);
        return this;
    }

    FormWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    FormWriter bytes(byte[] value) {
        number(value.length);
        out.writeBytes(value);
        return this;
    }

    FormWriter instant(Instant value) {
        return number(value.getEpochSecond()).number(value.getNano());
    }

    FormWriter texts(Map<String, String> values) {
        number(values.size());
        values.forEach((key, value) -> text(key).text(value));
        return this;
    }

    FormWriter optionalText(Optional<String> value) {
        flag(value.isPresent());
        value.ifPresent(this::text);
        return this;
    }

    FormWriter user(User value) {
        return text(value.id().value()).text(value.name());
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}

package dev.parlance.broker.store;

import dev.parlance.model.ChatException;
import dev.parlance.model.User;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a {@link FormWriter} wrote, and nothing else: each fault is an {@link UnreadableFormException}. */
final class FormReader {
    private final byte[] bytes;
    private int at;

    private FormReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads a whole form of one of the kinds that {@code reading} knows. */
    static <T> T read(byte[] bytes, String what, Function<FormReader, T> reading) {
        FormReader reader = new FormReader(bytes);
        try {
            int format = reader.octet();
            if (format != StoredForm.FORMAT) {
                throw new UnreadableFormException(
                        what + " is of format " + format + ", this version of Parlance reads " + StoredForm.FORMAT
                                + " alone",
                        null);
            }
            T value = reading.apply(reader);
            if (reader.at < bytes.length) {
                throw new UnreadableFormException(what + " goes on after its end", null);
            }
            return value;
        } catch (IndexOutOfBoundsException e) {
            throw new UnreadableFormException(what + " is cut off", e);
        } catch (ChatException | DateTimeException | CharacterCodingRuntimeException e) {
            throw new UnreadableFormException(what + " holds a value that cannot be: " + e.getMessage(), e);
        }
    }

    UnreadableFormException unknown(String what, int kind) {
        return new UnreadableFormException("this version of Parlance knows no " + what + " of kind " + kind, null);
    }

    void expect(String what, int kind) {
        int met = octet();
        if (met != kind) {
            throw unknown(what, met);
        }
    }

    int octet() {
        return bytes[at++] & 0xFF;
    }

    boolean flag() {
        int value = octet();
        if (value > 1) {
            throw unknown("flag", value);
        }
        return value == 1;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = octet();
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new UnreadableFormException("a number does not end", null);
    }

    /** How many follow: each takes a byte at the least, so that no form makes its reader reserve more than it has. */
    int count() {
        long value = number();
        if (value < 0 || value > bytes.length - at) {
            throw new IndexOutOfBoundsException("a count of " + value);
        }
        return (int) value;
    }

    byte[] bytes() {
        int length = count();
        byte[] value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return value;
    }

    String text() {
        int length = count();
        try {
            String value = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
            at += length;
            return value;
        } catch (CharacterCodingException e) {
            throw new CharacterCodingRuntimeException(e);
        }
    }

    Instant instant() {
        return Instant.ofEpochSecond(number(), number());
    }

    Map<String, String> texts() {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = count(); i > 0; i--) {
            values.put(text(), text());
        }
        return values;
    }

    Optional<String> optionalText() {
        return flag() ? Optional.of(text()) : Optional.empty();
    }

    User user() {
        return User.of(text(), text());
    }

    private static final class CharacterCodingRuntimeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CharacterCodingRuntimeException(CharacterCodingException cause) {
            super("a text that is not UTF-8", cause);
        }
    }
}

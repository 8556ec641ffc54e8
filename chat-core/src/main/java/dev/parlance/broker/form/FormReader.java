package dev.parlance.broker.form;

import dev.parlance.model.Attachment;
import dev.parlance.model.ChatException;
import dev.parlance.model.FileId;
import dev.parlance.model.Position;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what a {@link FormWriter} wrote, field by field, and nothing else: a fault of any kind is an {@link UnreadableFormException}. Only at the end of a form, or of a block, of the next format may
 * there be more than is asked for. For one thread.
 */
public final class FormReader {
    private final byte[] bytes;
    private final int end;
    private final int format;
    private final String what;
    private int at;

    private FormReader(byte[] bytes, int from, int end, int format, String what) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.format = format;
        this.what = what;
    }

    /**
     * Reads a whole form.
     *
     * @param <T> what comes of it
     * @param bytes the form
     * @param what what it is taken for, for whoever reads that it cannot be
     * @param reading reads the kind first, then the fields in the order in which they were written
     * @return what was read
     * @throws UnreadableFormException if it is of a format that {@link Format} does not read, of another kind, cut off, goes on, or holds a value that cannot be
     */
    public static <T> T read(byte[] bytes, String what, Function<FormReader, T> reading) {
        try {
            int format = formatOf(bytes);
            if (!Format.isRead(format)) {
                throw new UnreadableFormException(Format.refusal(what, format), null);
            }
            return new FormReader(bytes, 1, bytes.length, format, what).whole(reading);
        } catch (IndexOutOfBoundsException e) {
            throw new UnreadableFormException(what + " is cut off", e);
        } catch (ChatException | DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new UnreadableFormException(what + " holds a value that cannot be: " + e.getMessage(), e);
        }
    }

    /**
     * The format of a form that may be of any, to see who wrote it before it is read.
     *
     * @param bytes the form
     * @return its number
     * @throws UnreadableFormException if there is none
     */
    public static int formatOf(byte[] bytes) {
        if (bytes.length == 0) {
            throw new UnreadableFormException("a form without a format is cut off", null);
        }
        return bytes[0] & 0xFF;
    }

    private <T> T whole(Function<FormReader, T> reading) {
        T value = reading.apply(this);
        if (at < end && format <= Format.WRITTEN) {
            throw new UnreadableFormException(what + " goes on after its end", null);
        }
        return value;
    }

    /**
     * Refuses a kind.
     *
     * @param what of what
     * @param kind its number
     * @return what to throw
     */
    public UnreadableFormException unknown(String what, int kind) {
        return new UnreadableFormException("this version of Parlance knows no " + what + " of kind " + kind, null);
    }

    /**
     * Reads a kind, and refuses it unless it is the one.
     *
     * @param what of what
     * @param kind the one
     */
    public void expect(String what, int kind) {
        int met = octet();
        if (met != kind) {
            throw unknown(what, met);
        }
    }

    /**
     * Whether the form has what a format added, so that it is to be read; for older ones the reader takes a default.
     *
     * @param since the number of that format
     * @return whether it was written in that one or a later one
     */
    public boolean isFrom(int since) {
        return format >= since;
    }

    /**
     * Reads a small number.
     *
     * @return 0 to 255
     */
    public int octet() {
        if (at >= end) {
            throw new IndexOutOfBoundsException("the end");
        }
        return bytes[at++] & 0xFF;
    }

    /**
     * Reads a flag.
     *
     * @return whether it is set
     */
    public boolean flag() {
        int value = octet();
        if (value > 1) {
            throw unknown("flag", value);
        }
        return value == 1;
    }

    /**
     * Reads a number.
     *
     * @return any
     */
    public long number() {
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

    /**
     * Reads how many follow: each takes a byte at the least, so that no form makes its reader reserve more than it has.
     *
     * @return 0 or more
     */
    public int count() {
        long value = number();
        if (value < 0 || value > end - at) {
            throw new IndexOutOfBoundsException("a count of " + value);
        }
        return (int) value;
    }

    /**
     * Reads bytes.
     *
     * @return a copy
     */
    public byte[] bytes() {
        int length = count();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /**
     * Reads a text.
     *
     * @return possibly an empty one
     */
    public String text() {
        int length = count();
        at += length;
        String text = new String(bytes, at - length, length, StandardCharsets.UTF_8);
        // U+FFFD stands for what is no UTF-8, unless it was written
        return text.indexOf('\uFFFD') < 0 ? text : strict(at - length, length);
    }

    private String strict(int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableFormException(what + " holds a text that is not UTF-8", e);
        }
    }

    /**
     * Reads a text that may be missing.
     *
     * @return the text, if it was there
     */
    public Optional<String> optionalText() {
        return flag() ? Optional.of(text()) : Optional.empty();
    }

    /**
     * Reads names and their texts.
     *
     * @return in the order in which they were written
     */
    public Map<String, String> texts() {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = count(); i > 0; i--) {
            values.put(text(), text());
        }
        return values;
    }

    /**
     * Reads who reacted with what.
     *
     * @return in the order in which they were written
     */
    public Map<String, List<UserId>> reactions() {
        Map<String, List<UserId>> reactions = new LinkedHashMap<>();
        for (int i = count(); i > 0; i--) {
            String reaction = text();
            reactions.put(reaction, userIds());
        }
        return reactions;
    }

    /**
     * Reads users by their ids.
     *
     * @return in the order in which they were written
     */
    public List<UserId> userIds() {
        List<UserId> users = new ArrayList<>();
        for (int i = count(); i > 0; i--) {
            users.add(new UserId(text()));
        }
        return users;
    }

    /**
     * Reads files of a message.
     *
     * @return a list of its own
     */
    public List<Attachment> attachments() {
        int count = count();
        if (count == 0) {
            return List.of();
        }
        List<Attachment> files = new ArrayList<>();
        for (int i = count; i > 0; i--) {
            files.add(block(form -> Attachment.builder(new FileId(form.text()), form.text(), form.text(), form.number())
                    .picture(Math.toIntExact(form.number()), Math.toIntExact(form.number()))
                    .thumbnail(form.flag())
                    .build()));
        }
        return files;
    }

    /**
     * Reads a time.
     *
     * @return to the nanosecond
     */
    public Instant instant() {
        return Instant.ofEpochSecond(number(), number());
    }

    /**
     * Reads a position.
     *
     * @return where
     */
    public Position position() {
        return new Position(text(), number());
    }

    /**
     * Reads a block.
     *
     * @param <T> what comes of it
     * @param reading reads its fields
     * @return what was read
     */
    public <T> T block(Function<FormReader, T> reading) {
        int length = count();
        at += length;
        return new FormReader(bytes, at - length, at, format, what).whole(reading);
    }

    /**
     * Reads a user.
     *
     * @return who
     */
    public User user() {
        return block(form -> User.of(form.text(), form.text()));
    }
}

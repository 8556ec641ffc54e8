package dev.parlance.broker.form;

import dev.parlance.model.Attachment;
import dev.parlance.model.Position;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes a form: the number of the {@link Format}, a kind, and the fields one after the other, numbers in sevens of bits, texts as UTF-8 behind their length. For one thread.
 */
public final class FormWriter {
    private static final int USUAL_SIZE = 160;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);

    private FormWriter() {}

    /**
     * Begins a form.
     *
     * @param kind what it is, 0 to 255
     * @return a writer of its fields
     */
    public static FormWriter of(int kind) {
        return new FormWriter().octet(Format.WRITTEN).octet(kind);
    }

    /**
     * Writes a small number.
     *
     * @param value 0 to 255
     * @return this
     */
    public FormWriter octet(int value) {
        out.write(value);
        return this;
    }

    /**
     * Writes a flag.
     *
     * @param value whether it is set
     * @return this
     */
    public FormWriter flag(boolean value) {
        return octet(value ? 1 : 0);
    }

    /**
     * Writes a number, the shorter the nearer it is to zero.
     *
     * @param value any
     * @return this
     */
    public FormWriter number(long value) {
        long left = (value << 1) ^ (value >> 63); // zigzag
        while ((left & ~0x7FL) != 0) {
            out.write((int) (left & 0x7F) | 0x80);
            left >>>= 7;
        }
        out.write((int) left);
        return this;
    }

    /**
     * Writes bytes.
     *
     * @param value any
     * @return this
     */
    public FormWriter bytes(byte[] value) {
        number(value.length);
        out.writeBytes(value);
        return this;
    }

    /**
     * Writes a text.
     *
     * @param value well-formed
     * @return this
     */
    public FormWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a text that may be missing.
     *
     * @param value the text, if there is one
     * @return this
     */
    public FormWriter optionalText(Optional<String> value) {
        flag(value.isPresent());
        value.ifPresent(this::text);
        return this;
    }

    /**
     * Writes names and their texts.
     *
     * @param values in their order
     * @return this
     */
    public FormWriter texts(Map<String, String> values) {
        number(values.size());
        values.forEach((key, value) -> text(key).text(value));
        return this;
    }

    /**
     * Writes who reacted with what.
     *
     * @param values of a message, in their order
     * @return this
     */
    public FormWriter reactions(Map<String, List<UserId>> values) {
        number(values.size());
        values.forEach((reaction, users) -> {
            text(reaction).userIds(users);
        });
        return this;
    }

    /**
     * Writes users by their ids.
     *
     * @param users in their order
     * @return this
     */
    public FormWriter userIds(List<UserId> users) {
        number(users.size());
        users.forEach(user -> text(user.value()));
        return this;
    }

    /**
     * Writes files of a message, each a block so that a later format can add to it.
     *
     * @param files any
     * @return this
     */
    public FormWriter attachments(List<Attachment> files) {
        number(files.size());
        files.forEach(file -> block(form -> form.text(file.fileId().value())
                .text(file.name())
                .text(file.type())
                .number(file.size())
                .number(file.width().orElse(0))
                .number(file.height().orElse(0))
                .flag(file.hasThumbnail())));
        return this;
    }

    /**
     * Writes a time.
     *
     * @param value to the nanosecond
     * @return this
     */
    public FormWriter instant(Instant value) {
        return number(value.getEpochSecond()).number(value.getNano());
    }

    /**
     * Writes a position.
     *
     * @param value where
     * @return this
     */
    public FormWriter position(Position value) {
        return text(value.epoch()).number(value.offset());
    }

    /**
     * Writes several fields as one, to which a later format may add.
     *
     * @param fields writes them
     * @return this
     */
    public FormWriter block(Consumer<FormWriter> fields) {
        FormWriter inner = new FormWriter();
        fields.accept(inner);
        return bytes(inner.toBytes());
    }

    /**
     * Writes a user.
     *
     * @param value who
     * @return this
     */
    public FormWriter user(User value) {
        return block(form -> form.text(value.id().value()).text(value.name()));
    }

    /**
     * How long the form is so far.
     *
     * @return a number of bytes
     */
    public int size() {
        return out.size();
    }

    /**
     * Ends a form.
     *
     * @return its bytes
     */
    public byte[] toBytes() {
        return out.toByteArray();
    }
}

package dev.parlance.redis.form;

import dev.parlance.broker.form.FormWriter;
import dev.parlance.broker.form.Format;
import dev.parlance.broker.form.RoomForm;
import dev.parlance.broker.form.StoredForm;
import dev.parlance.model.Attachment;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes the bodies of messages, users, signals and what is known of rooms, as they lie in Redis and go from node to node. A message's body begins with what never changes, and goes on with the text: scripts compare that far,
 * and no further. It ends with whom it mentions, when it was pinned, and which files it has; its number, what it answers and what others added stand beside it, where scripts write them. A later {@link Format} adds at the end. Immutable, for any
 * thread.
 */
public final class Forms {
    /** Those of this version. */
    public static final Forms WRITTEN = new Forms(Format.WRITTEN, UnaryOperator.identity());

    /** How what is told begins if it is a signal. */
    public static final byte SIGNAL = 'S';

    static final int MESSAGE = 40;
    static final int USER = 41;

    private final int format;
    private final UnaryOperator<byte[]> ending;

    private Forms(int format, UnaryOperator<byte[]> ending) {
        this.format = format;
        this.ending = ending;
    }

    /**
     * As another version would write them, for tests of what this one makes of it.
     *
     * @param ending turns a form of this version into one of that
     */
    public static Forms of(int format, UnaryOperator<byte[]> ending) {
        return new Forms(format, ending);
    }

    /** The number of the format that is written. */
    public int format() {
        return format;
    }

    /** A message that is posted; where and when is not known yet. */
    public DraftBody of(MessageDraft draft) {
        FormWriter form = unchanging(draft.author(), draft.clientMessageId())
                .text(draft.text())
                .texts(draft.metadata())
                .flag(false);
        int front = form.size();
        byte[] body = end(ending(form, draft.mentions(), draft.mentionsRoom(), Optional.empty(), draft.attachments()));
        return new DraftBody(body, body.length - front);
    }

    /** A changed message; other than a draft's, this says where and when it was posted. */
    public byte[] of(Message message) {
        FormWriter form = unchanging(message.author(), message.clientMessageId())
                .text(message.text())
                .texts(message.metadata())
                .flag(true)
                .text(message.position().epoch())
                .instant(message.timestamp())
                .flag(message.deleted())
                .flag(message.editedAt().isPresent());
        message.editedAt().ifPresent(form::instant);
        form.reactions(Map.of()); // they were here in format 1
        return end(ending(form, message.mentions(), message.mentionsRoom(), message.pinnedAt(), message.attachments()));
    }

    /** How a body ends that mentions nobody, is not pinned and has no files. */
    public static byte[] silent() {
        FormWriter form = FormWriter.of(MESSAGE);
        int front = form.size();
        byte[] whole =
                ending(form, List.of(), false, Optional.empty(), List.of()).toBytes();
        return Arrays.copyOfRange(whole, front, whole.length);
    }

    private static FormWriter ending(
            FormWriter form,
            List<UserId> mentions,
            boolean mentionsRoom,
            Optional<Instant> pinnedAt,
            List<Attachment> files) {
        form.userIds(mentions).flag(mentionsRoom).flag(pinnedAt.isPresent());
        pinnedAt.ifPresent(form::instant);
        return form.attachments(files);
    }

    /** How many bytes of a body do not change, with its text or without it. */
    public static int unchanging(Message message, boolean withText) {
        FormWriter form = unchanging(message.author(), message.clientMessageId());
        return (withText ? form.text(message.text()) : form).toBytes().length;
    }

    private static FormWriter unchanging(User author, Optional<String> clientMessageId) {
        return FormWriter.of(MESSAGE)
                .text(author.id().value())
                .text(author.name())
                .optionalText(clientMessageId);
    }

    /** A user. */
    public byte[] of(User user) {
        return end(FormWriter.of(USER).user(user));
    }

    /** How many bytes of a user's block say who it is: what a later format adds to it, or behind it, makes nobody another. */
    public static int identity(User user) {
        int header = FormWriter.of(USER).toBytes().length;
        FormWriter form = FormWriter.of(USER).text(user.id().value()).text(user.name());
        return form.toBytes().length - header;
    }

    /** A signal. */
    public byte[] of(Signal signal) {
        return ending.apply(StoredForm.of(signal));
    }

    /** A room's record. */
    public byte[] of(RoomRecord record) {
        return ending.apply(RoomForm.of(record));
    }

    /** A member of a room. */
    public byte[] of(RoomMember member) {
        return ending.apply(RoomForm.of(member));
    }

    /** A signal as it is told: behind the letter by which channels know it. */
    public byte[] news(Signal signal) {
        byte[] body = of(signal);
        byte[] payload = new byte[body.length + 1];
        payload[0] = SIGNAL;
        System.arraycopy(body, 0, payload, 1, body.length);
        return payload;
    }

    private byte[] end(FormWriter form) {
        return ending.apply(form.toBytes());
    }
}

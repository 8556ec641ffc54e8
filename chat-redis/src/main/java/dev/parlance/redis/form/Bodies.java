package dev.parlance.redis.form;

import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.StoredForm;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Forms} wrote, of this version's format and its neighbours'; what is of none of these is refused by name. For any thread. */
public final class Bodies {
    private Bodies() {}

    /**
     * Reads a message.
     *
     * @param epoch in which it was posted, unless the body itself names another
     * @param stamp when it was posted, unless the body itself says so
     * @param beside adds what stands beside the body
     */
    public static Message message(
            byte[] body,
            RoomId room,
            String epoch,
            long offset,
            long stamp,
            long changeOffset,
            Consumer<Message.Builder> beside) {
        return FormReader.read(body, "a message in Redis", form -> {
            form.expect("message", Forms.MESSAGE);
            User author = User.of(form.text(), form.text());
            String clientMessageId = form.optionalText().orElse(null);
            String text = form.text();
            Map<String, String> metadata = form.texts();
            boolean changed = form.flag();
            Position position = new Position(changed ? form.text() : epoch, offset);
            Instant at = changed ? form.instant() : Instant.ofEpochMilli(stamp);
            Message.Builder message = Message.stored(room, author, position, at)
                    .changeOffset(changeOffset)
                    .clientMessageId(clientMessageId)
                    .metadata(metadata);
            boolean deleted = changed && form.flag();
            Instant editedAt = changed && form.flag() ? form.instant() : null;
            said(message, text, editedAt);
            if (changed) {
                message.reactions(form.reactions());
            }
            if (form.isFrom(2)) {
                message.mentions(form.userIds())
                        .mentionsRoom(form.flag())
                        .pinnedAt(form.flag() ? form.instant() : null);
            }
            if (form.isFrom(3)) {
                message.attachments(form.attachments());
            }
            // in this order: deleting takes away what a deleted message must not have
            if (deleted) {
                message.deleted();
            }
            beside.accept(message);
            return message.build();
        });
    }

    private static void said(Message.Builder message, String text, @Nullable Instant editedAt) {
        if (editedAt == null) {
            message.text(text);
        } else {
            message.edited(text, editedAt);
        }
    }

    /** Reads a user. */
    public static User user(byte[] body) {
        return FormReader.read(body, "a user in Redis", form -> {
            form.expect("user", Forms.USER);
            return form.user();
        });
    }

    /** Reads a signal. */
    public static Signal signal(byte[] body) {
        return StoredForm.signal(body);
    }
}

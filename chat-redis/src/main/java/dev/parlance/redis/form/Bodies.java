package dev.parlance.redis.form;

import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.StoredForm;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Forms} wrote, of this version's format and its neighbours'; what is of none of these is refused by name. For any thread. */
public final class Bodies {
    private Bodies() {}

    /**
     * Reads a message.
     *
     * @param epoch in which it was posted, unless the body itself names another
     * @param stamp when it was posted, unless the body itself says so
     */
    public static Message message(byte[] body, RoomId room, String epoch, long offset, long stamp, long changeOffset) {
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
                message.reactions(reactions(form));
            }
            return deleted ? message.deleted().build() : message.build();
        });
    }

    private static void said(Message.Builder message, String text, @Nullable Instant editedAt) {
        if (editedAt == null) {
            message.text(text);
        } else {
            message.edited(text, editedAt);
        }
    }

    private static Map<String, List<UserId>> reactions(FormReader form) {
        Map<String, List<UserId>> reactions = new LinkedHashMap<>();
        for (int i = form.count(); i > 0; i--) {
            String reaction = form.text();
            List<UserId> users = new ArrayList<>();
            for (int j = form.count(); j > 0; j--) {
                users.add(new UserId(form.text()));
            }
            reactions.put(reaction, users);
        }
        return reactions;
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

package dev.parlance.tck.harness;

import dev.parlance.broker.MessageChange;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who says what in the kit's tests. */
public final class Drafts {
    public static final User ADA = User.of("ada", "Ada");
    public static final User BO = User.of("bo", "Bo");
    public static final User CY = User.of("cy", "Cy");

    /** Enough for every test that does not ask what is forgotten. */
    public static final Retention MUCH = keep(HistoryQuery.MAX_LIMIT);

    private Drafts() {}

    public static Retention keep(int messages) {
        return Retention.DEFAULT.withMaxMessages(messages);
    }

    public static Retention keepFor(Duration timeToLive) {
        return new Retention(100, timeToLive);
    }

    public static MessageDraft draft(RoomId roomId, String text) {
        return draft(roomId, ADA, text);
    }

    public static MessageDraft draft(RoomId roomId, User author, String text) {
        return MessageDraft.builder(roomId, author, text).build();
    }

    /** One that can be repeated. */
    public static MessageDraft named(RoomId roomId, User author, String clientMessageId, String text) {
        return MessageDraft.builder(roomId, author, text)
                .clientMessageId(clientMessageId)
                .build();
    }

    /** A well-formed change of a message that no log has: an offset that many have, in an epoch that none has. */
    public static MessageChange changeOfNothing(RoomId roomId) {
        return new MessageChange(Message.posted(draft(roomId, "never posted"), new Position("never", 1), Instant.EPOCH)
                .build());
    }

    public static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::text).toList();
    }
}

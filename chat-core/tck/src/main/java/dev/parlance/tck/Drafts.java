package dev.parlance.tck;

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
final class Drafts {
    static final User ADA = User.of("ada", "Ada");
    static final User BO = User.of("bo", "Bo");
    static final User CY = User.of("cy", "Cy");

    /** Enough for every test that does not ask what is forgotten. */
    static final Retention MUCH = keep(HistoryQuery.MAX_LIMIT);

    private Drafts() {}

    static Retention keep(int messages) {
        return Retention.DEFAULT.withMaxMessages(messages);
    }

    static Retention keepFor(Duration timeToLive) {
        return new Retention(100, timeToLive);
    }

    static MessageDraft draft(RoomId roomId, String text) {
        return draft(roomId, ADA, text);
    }

    static MessageDraft draft(RoomId roomId, User author, String text) {
        return MessageDraft.builder(roomId, author, text).build();
    }

    /** One that can be repeated. */
    static MessageDraft named(RoomId roomId, User author, String clientMessageId, String text) {
        return MessageDraft.builder(roomId, author, text)
                .clientMessageId(clientMessageId)
                .build();
    }

    /** A well-formed change of a message that no log has: an offset that many have, in an epoch that none has. */
    static MessageChange changeOfNothing(RoomId roomId) {
        return new MessageChange(Message.posted(draft(roomId, "never posted"), new Position("never", 1), Instant.EPOCH)
                .build());
    }

    static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::text).toList();
    }
}

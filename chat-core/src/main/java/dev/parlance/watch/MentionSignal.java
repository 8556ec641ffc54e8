package dev.parlance.watch;

import dev.parlance.model.Mention;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import dev.parlance.transport.ServerEvent;
import java.util.Map;

/** How nodes tell one another that a message mentions a user, or does so no more. Any thread. */
final class MentionSignal {
    static final String NAME = "parlance.mention";

    private MentionSignal() {}

    /**
     * What a state of a message says.
     *
     * @param at which one, see {@link dev.parlance.model.Message#contentOffset}
     */
    static Signal of(Mention mention, boolean on, long at) {
        return Signal.of(
                NAME,
                Map.of(
                        "room", mention.roomId().value(),
                        "id", mention.messageId().value(),
                        "author", mention.author().value(),
                        "is", on ? "there" : "gone",
                        "at", "" + at));
    }

    /** Which state of the message says so. */
    static long at(Map<String, String> data) {
        return Long.parseLong(data.getOrDefault("at", ""));
    }

    /** What is told to the devices of this user, whoever that is. */
    static ServerEvent.UserMentioned event(UserId userId, Map<String, String> data) {
        Mention mention = new Mention(
                new RoomId(data.getOrDefault("room", "")),
                new MessageId(data.getOrDefault("id", "")),
                new UserId(data.getOrDefault("author", "")));
        return new ServerEvent.UserMentioned(mention, "gone".equals(data.get("is")));
    }
}

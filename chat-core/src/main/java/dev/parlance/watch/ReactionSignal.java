package dev.parlance.watch;

import dev.parlance.model.MessageId;
import dev.parlance.model.Reaction;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import dev.parlance.transport.ServerEvent;
import java.util.Map;

/** How nodes tell one another that a user has reacted to a message, or took that back. Any thread. */
final class ReactionSignal {
    static final String NAME = "parlance.reaction";

    private ReactionSignal() {}

    static Signal of(RoomId roomId, MessageId messageId, Reaction reaction) {
        return Signal.of(
                NAME,
                Map.of(
                        "room", roomId.value(),
                        "id", messageId.value(),
                        "emoji", reaction.emoji(),
                        "is", reaction.on() ? "there" : "gone"));
    }

    /** What is told to the devices of this user. */
    static ServerEvent.OwnReaction event(UserId userId, Map<String, String> data) {
        return new ServerEvent.OwnReaction(
                new RoomId(data.getOrDefault("room", "")),
                new MessageId(data.getOrDefault("id", "")),
                new Reaction(data.getOrDefault("emoji", ""), userId, "there".equals(data.get("is"))));
    }
}

package dev.parlance.watch;

import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.UserId;
import dev.parlance.transport.ServerEvent;
import java.util.HashMap;
import java.util.Map;

/** How nodes tell one another that a user's mark was moved. Any thread. */
final class MarkSignal {
    static final String NAME = "parlance.mark";

    private MarkSignal() {}

    /** A mark, with the number of the newest post when what is behind it was counted. */
    static Signal of(UnreadCount count, long posts) {
        ReadMark mark = count.mark();
        Map<String, String> data = new HashMap<>();
        data.put("room", mark.roomId().value());
        data.put("epoch", mark.position().epoch());
        data.put("offset", "" + mark.position().offset());
        data.put("number", "" + mark.number());
        data.put("version", "" + mark.version());
        data.put("unread", "" + count.unread());
        data.put("mentions", "" + count.mentions());
        data.put("posts", "" + posts);
        if (mark.markedUnread()) {
            data.put("flag", "unread");
        }
        return Signal.of(NAME, data);
    }

    /** The user does not follow the room any more. */
    static Signal unfollowed(RoomId roomId) {
        return Signal.of(NAME, Map.of("room", roomId.value()));
    }

    /** What is told to the devices of this user. */
    static ServerEvent.MarkUpdated event(UserId userId, Map<String, String> data) {
        RoomId roomId = new RoomId(data.getOrDefault("room", ""));
        String epoch = data.get("epoch");
        if (epoch == null) {
            return new ServerEvent.MarkUpdated(roomId, null, 0);
        }
        ReadMark mark = ReadMark.builder(userId, roomId, new Position(epoch, number(data, "offset")))
                .number(number(data, "number"))
                .version(number(data, "version"))
                .markedUnread(data.containsKey("flag"))
                .build();
        UnreadCount count = new UnreadCount(mark, number(data, "unread"), number(data, "mentions"));
        return new ServerEvent.MarkUpdated(roomId, count, number(data, "posts"));
    }

    private static long number(Map<String, String> data, String name) {
        return Long.parseLong(data.getOrDefault(name, "0"));
    }
}

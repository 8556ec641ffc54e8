package dev.parlance.watch;

import dev.parlance.broker.Topic;
import dev.parlance.host.EngineContext;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;

/** What all devices of a user are told of a mark that was moved. Who misses it reads it again. Immutable. */
final class MarkSignal {
    static final String NAME = "parlance.mark";

    private final UserId userId;
    private final Map<String, String> data;

    private MarkSignal(UserId userId, Map<String, String> data) {
        this.userId = userId;
        this.data = data;
    }

    static MarkSignal of(UnreadCount count) {
        ReadMark mark = count.mark();
        Map<String, String> data = new HashMap<>();
        data.put("room", mark.roomId().value());
        data.put("epoch", mark.position().epoch());
        data.put("offset", "" + mark.position().offset());
        data.put("number", "" + mark.number());
        data.put("version", "" + mark.version());
        data.put("unread", "" + count.unread());
        data.put("mentions", "" + count.mentions());
        if (mark.markedUnread()) {
            data.put("flag", "unread");
        }
        return new MarkSignal(mark.userId(), data);
    }

    static MarkSignal unfollowed(UserId userId, RoomId roomId) {
        return new MarkSignal(userId, Map.of("room", roomId.value()));
    }

    void tell(EngineContext context) {
        Future<?> unused = context.broker()
                .signal(new Topic.Recipient(userId), Signal.of(NAME, data))
                .toCompletableFuture();
    }
}

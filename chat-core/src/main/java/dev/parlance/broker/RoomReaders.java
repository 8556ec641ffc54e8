package dev.parlance.broker;

import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Who has read how far, by room: the marks of all users in another order. Safe for use by many threads; whoever writes of a user holds that user's lock. */
final class RoomReaders {
    private final ConcurrentMap<RoomId, NavigableMap<UserId, Position>> rooms = new ConcurrentHashMap<>();

    void put(ReadMark mark) {
        rooms.compute(mark.roomId(), (roomId, known) -> {
            NavigableMap<UserId, Position> readers =
                    known == null ? new ConcurrentSkipListMap<>(Comparator.comparing(UserId::value)) : known;
            readers.put(mark.userId(), mark.position());
            return readers;
        });
    }

    void remove(UserId userId, RoomId roomId) {
        rooms.computeIfPresent(roomId, (id, readers) -> {
            readers.remove(userId);
            return readers.isEmpty() ? null : readers;
        });
    }

    UserPage page(RoomId roomId, Position message, int limit, @Nullable UserId after) {
        NavigableMap<UserId, Position> readers = rooms.get(roomId);
        List<UserId> page = new ArrayList<>();
        if (readers != null) {
            var behind = after == null ? readers : readers.tailMap(after, false);
            for (Map.Entry<UserId, Position> each : behind.entrySet()) {
                if (hasRead(each.getValue(), message)) {
                    if (page.size() == limit) {
                        return new UserPage(page, true);
                    }
                    page.add(each.getKey());
                }
            }
        }
        return new UserPage(page, false);
    }

    private static boolean hasRead(Position upTo, Position message) {
        return upTo.epoch().equals(message.epoch()) && upTo.offset() >= message.offset();
    }

    /** How many rooms somebody follows; for tests. */
    int size() {
        return rooms.size();
    }
}

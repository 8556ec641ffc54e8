package dev.parlance.room;

import dev.parlance.fanout.Notice;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.ServerEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has changed in a room since its members were last told: of each user what was told and what is so now. Who is again as was told is not in it. Decided without a lock or a clock; for one thread at a
 * time, under the lock of {@link PresenceNotices}.
 */
final class HeldNotices {
    /**
     * One user's.
     *
     * @param told as whom the members know the user, null if they know of none
     * @param user as who came or went last
     */
    private record Held(@Nullable User told, User user, boolean joined) {
        @Nullable
        User now() {
            return joined ? user : null;
        }
    }

    private final Map<UserId, Held> held = new LinkedHashMap<>(0);

    int size() {
        return held.size();
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    void add(KnownMembers.Change change) {
        UserId id = change.user().id();
        Held before = held.get(id);
        User told = before == null ? change.before() : before.told;
        Held after = new Held(told, change.user(), change.joined());
        if (Objects.equals(told, after.now())) {
            held.remove(id);
        } else {
            held.put(id, after);
        }
    }

    /** Takes out what is to be told of one user; null if that is nothing. */
    @Nullable
    Notice take(RoomId roomId, UserId userId) {
        Held one = held.remove(userId);
        return one == null ? null : notice(roomId, one);
    }

    /** Takes out all that is to be told. */
    List<Notice> takeAll(RoomId roomId) {
        List<Notice> all = new ArrayList<>(held.size());
        held.values().forEach(each -> all.add(notice(roomId, each)));
        held.clear();
        return all;
    }

    private static Notice notice(RoomId roomId, Held one) {
        ServerEvent event =
                one.joined ? new ServerEvent.UserJoined(roomId, one.user) : new ServerEvent.UserLeft(roomId, one.user);
        return new Notice(event, one.user, one.joined, one.joined && one.told != null);
    }

    /** Whom the members were told to be there, of those who are. */
    List<User> toldOf(Collection<User> now) {
        List<User> all = new ArrayList<>(now.size() + 1);
        if (held.isEmpty()) {
            all.addAll(now);
            return all;
        }
        for (User user : now) {
            Held one = held.get(user.id());
            if (one == null) {
                all.add(user);
            } else if (one.told != null) {
                all.add(one.told);
            }
        }
        for (Held one : held.values()) {
            if (!one.joined && one.told != null) {
                all.add(one.told);
            }
        }
        return all;
    }
}

package dev.parlance.room;

import dev.parlance.model.UserId;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * In which rooms of this node each user is seen, on whichever node that user is: so that a new name is told without a look at all rooms. One entry of a table for a user who is in one room, as most are. Any
 * thread; of one room and user one call at a time.
 *
 * @param <R> a room
 */
final class SeenUsers<R> {
    private final boolean isWanted;
    private final ConcurrentMap<UserId, Set<R>> rooms = new ConcurrentHashMap<>();

    /**
     * Nobody is seen yet.
     *
     * @param isWanted whether anybody will ask; if not nothing is kept
     */
    SeenUsers(boolean isWanted) {
        this.isWanted = isWanted;
    }

    /** What its roster tells of who is in a room. */
    Roster.Sight of(R room) {
        return new Roster.Sight() {
            @Override
            public void comes(UserId userId) {
                SeenUsers.this.comes(userId, room);
            }

            @Override
            public void goes(UserId userId) {
                SeenUsers.this.goes(userId, room);
            }
        };
    }

    private void comes(UserId userId, R room) {
        if (isWanted) {
            rooms.merge(userId, Set.of(room), (seen, one) -> both(seen, one));
        }
    }

    private void goes(UserId userId, R room) {
        rooms.computeIfPresent(userId, (id, seen) -> without(seen, room));
    }

    /** Each in which the user was seen at some moment of this call, or all the while. */
    Collection<R> roomsOf(UserId userId) {
        return rooms.getOrDefault(userId, Set.of());
    }

    private Set<R> both(Set<R> seen, Set<R> one) {
        if (seen.size() == 1) {
            if (seen.equals(one)) {
                return seen;
            }
            Set<R> several = ConcurrentHashMap.newKeySet(4);
            several.addAll(seen);
            several.addAll(one);
            return several;
        }
        seen.addAll(one);
        return seen;
    }

    private @Nullable Set<R> without(Set<R> seen, R room) {
        if (seen.size() == 1) {
            return seen.contains(room) ? null : seen;
        }
        seen.remove(room);
        return seen.size() == 1 ? Set.copyOf(seen) : seen;
    }

    /** Of how many users that is known; for tests. */
    int size() {
        return rooms.size();
    }
}

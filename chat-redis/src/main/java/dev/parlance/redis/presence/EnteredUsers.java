package dev.parlance.redis.presence;

import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Whom a node wants to be in which room. Guarded by its owner's lock. */
final class EnteredUsers {
    private final Map<RoomId, Map<UserId, User>> rooms = new LinkedHashMap<>();

    /** Returns who was there before under this id. */
    @Nullable
    User put(RoomId room, User user) {
        return rooms.computeIfAbsent(room, id -> new LinkedHashMap<>(2)).put(user.id(), user);
    }

    @Nullable
    User find(RoomId room, UserId user) {
        return in(room).get(user);
    }

    void remove(RoomId room, UserId user) {
        rooms.computeIfPresent(room, (id, users) -> {
            users.remove(user);
            return users.isEmpty() ? null : users;
        });
    }

    /** Takes a {@link #put} back, unless there was another one since. */
    void undo(RoomId room, User user, @Nullable User before) {
        if (Objects.equals(find(room, user.id()), user)) {
            if (before == null) {
                remove(room, user.id());
            } else {
                put(room, before);
            }
        }
    }

    Collection<User> users(RoomId room) {
        return in(room).values();
    }

    int count(RoomId room) {
        return in(room).size();
    }

    List<RoomId> rooms() {
        return List.copyOf(rooms.keySet());
    }

    void forEach(BiConsumer<RoomId, User> action) {
        rooms.forEach((room, users) -> users.values().forEach(user -> action.accept(room, user)));
    }

    void clear() {
        rooms.clear();
    }

    private Map<UserId, User> in(RoomId room) {
        return rooms.getOrDefault(room, Map.of());
    }
}

package dev.parlance.tck.model;

import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far some users must have read, in all rooms. What is refused is told by the code, or null. */
final class MarkModel {
    private record Key(UserId userId, RoomId roomId) {}

    private final Map<Key, ReadMark> marks = new HashMap<>();

    Optional<ReadMark> mark(UserId userId, RoomId roomId) {
        return Optional.ofNullable(marks.get(new Key(userId, roomId)));
    }

    List<KeptMark> of(UserId userId) {
        return marks.values().stream()
                .filter(mark -> mark.userId().equals(userId))
                .sorted(Comparator.comparing(mark -> mark.roomId().value()))
                .map(mark -> new KeptMark(mark, 0))
                .toList();
    }

    @Nullable
    ErrorCode refuses(ReadMark next, int most) {
        Optional<ReadMark> kept = mark(next.userId(), next.roomId());
        if (next.version() != kept.map(ReadMark::version).orElse(0L)) {
            return ErrorCode.EDIT_CONFLICT;
        }
        return kept.isEmpty() && of(next.userId()).size() >= most ? ErrorCode.TOO_MANY_ROOMS : null;
    }

    KeptMark put(ReadMark next) {
        ReadMark kept = next.toBuilder().version(next.version() + 1).build();
        marks.put(new Key(next.userId(), next.roomId()), kept);
        return new KeptMark(kept, 0);
    }

    void remove(UserId userId, RoomId roomId) {
        marks.remove(new Key(userId, roomId));
    }

    /** Whose mark is at a message or behind it. */
    Set<UserId> readers(RoomId roomId, Position message) {
        return marks.values().stream()
                .filter(mark -> mark.roomId().equals(roomId))
                .filter(mark -> mark.position().epoch().equals(message.epoch()))
                .filter(mark -> mark.position().offset() >= message.offset())
                .map(ReadMark::userId)
                .collect(Collectors.toSet());
    }
}

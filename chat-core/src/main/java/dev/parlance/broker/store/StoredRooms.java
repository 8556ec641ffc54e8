package dev.parlance.broker.store;

import dev.parlance.broker.RoomDirectory;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The records of all rooms, each call a transaction, which tells what it has changed. Blocks; for use by any thread. */
final class StoredRooms {
    private final Transactions store;

    StoredRooms(Transactions store) {
        this.store = store;
    }

    RoomRecord create(RoomRecord record, Map<UserId, RoomRole> founders) {
        RoomDirectory.requireFounders(founders);
        return store.harmful(
                transaction -> StoredRoom.open(transaction, record.id()).create(record, founders));
    }

    RoomRecord update(RoomRecord next) {
        return store.harmful(
                transaction -> StoredRoom.open(transaction, next.id()).update(next));
    }

    RoomMember put(RoomId roomId, UserId userId, RoomRole role, int most) {
        return harmless(roomId, room -> room.put(userId, role, most));
    }

    /** Takes something away, of which it is the same done once or twice. */
    RoomId without(RoomId roomId, Consumer<StoredRoom> taking) {
        return harmless(roomId, room -> {
            taking.accept(room);
            return roomId;
        });
    }

    RoomMemberPage page(RoomId roomId, int limit, @Nullable UserId after) {
        RoomDirectory.requireLimit(limit);
        return harmless(roomId, room -> room.page(limit, after));
    }

    Optional<RoomMember> member(RoomId roomId, UserId userId) {
        return harmless(roomId, room -> room.member(userId));
    }

    Optional<RoomRecord> record(RoomId roomId) {
        return harmless(roomId, StoredRoom::record);
    }

    private <T> T harmless(RoomId roomId, Function<StoredRoom, T> work) {
        return store.harmless(transaction -> work.apply(StoredRoom.open(transaction, roomId)));
    }
}

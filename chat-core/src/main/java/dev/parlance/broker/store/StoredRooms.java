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
        return harmful(record.id(), room -> room.create(record, founders));
    }

    RoomRecord update(RoomRecord next) {
        return harmful(next.id(), room -> room.update(next));
    }

    RoomMember put(RoomId roomId, UserId userId, RoomRole role, int most) {
        return harmful(roomId, room -> room.put(userId, role, most));
    }

    /** Takes something away. */
    RoomId without(RoomId roomId, Consumer<StoredRoom> taking) {
        return harmful(roomId, room -> {
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

    /** Done again it may undo what another node did meanwhile: bring back a member whom that one took away, or delete a room that was created since. */
    private <T> T harmful(RoomId roomId, Function<StoredRoom, T> work) {
        return store.harmful(transaction -> work.apply(StoredRoom.open(transaction, roomId)));
    }

    private <T> T harmless(RoomId roomId, Function<StoredRoom, T> work) {
        return store.harmless(transaction -> work.apply(StoredRoom.open(transaction, roomId)));
    }
}

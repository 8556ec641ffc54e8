package dev.parlance.broker;

import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a hub keeps what a room is known for, if it has a record. Under its topic's lock, telling of changes too. */
final class RoomShelf {
    private @Nullable KnownRoom known;

    boolean isEmpty() {
        return known == null;
    }

    /** What it takes in memory. */
    long bytes() {
        return known == null ? 0 : known.bytes();
    }

    RoomRecord create(RoomRecord record, Map<UserId, RoomRole> founders, Instant now, Consumer<Signal> told) {
        if (known != null) {
            throw RoomDirectory.exists();
        }
        KnownRoom created = new KnownRoom(record, founders, now);
        known = created;
        told.accept(RoomDirectory.recordChanged(1));
        return created.record();
    }

    Optional<RoomRecord> record() {
        return Optional.ofNullable(known).map(KnownRoom::record);
    }

    RoomRecord update(RoomRecord next, Consumer<Signal> told) {
        RoomRecord updated = required().update(next);
        told.accept(RoomDirectory.recordChanged(updated.version()));
        return updated;
    }

    void delete(Consumer<Signal> told) {
        if (known != null) {
            known = null;
            told.accept(RoomDirectory.recordChanged(0));
        }
    }

    RoomMember put(UserId userId, RoomRole role, int most, Instant now, Consumer<Signal> told) {
        KnownRoom room = required();
        RoomMember before = room.member(userId);
        RoomMember after = room.put(userId, role, most, now);
        if (!after.equals(before)) {
            told.accept(RoomDirectory.memberChanged(userId, role));
        }
        return after;
    }

    void remove(UserId userId, Consumer<Signal> told) {
        if (known != null && known.remove(userId)) {
            told.accept(RoomDirectory.memberChanged(userId, null));
        }
    }

    Optional<RoomMember> member(UserId userId) {
        return Optional.ofNullable(known).map(room -> room.member(userId));
    }

    RoomMemberPage page(int limit, @Nullable UserId after) {
        return known == null ? new RoomMemberPage(List.of(), false) : known.page(limit, after);
    }

    private KnownRoom required() {
        if (known == null) {
            throw RoomDirectory.noRecord();
        }
        return known;
    }
}
